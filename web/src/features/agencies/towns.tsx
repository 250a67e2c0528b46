import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import { TownRegisterDocument, type TownRegisterQuery } from "../../gql/agencies";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { usePhone } from "../../platform/device";
import { SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { RowCards } from "../../platform/row-cards";
import { type Column, WindowedTable } from "../../platform/windowed-table";

type Town = TownRegisterQuery["towns"][number];

export default function Towns() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [state, change] = useAddressState(["search"]);
  const [{ data, fetching, error }, read] = useQuery({ query: TownRegisterDocument });
  const words = state("search");
  const towns = (data?.towns ?? []).filter((town) =>
    [town.name, town.code, ...town.formerNames, ...town.leadingIndustries].some((text) =>
      text.includes(words),
    ),
  );
  const retry = () => read({ requestPolicy: "network-only" });
  const list = {
    nodes: towns,
    totalCount: towns.length,
    hasMore: false,
    loading: fetching,
    error,
    loadMore: () => {},
    retry,
  };
  const columns: readonly Column<Town>[] = [
    {
      title: t("agencies.townName"),
      width: "minmax(96px, 1fr)",
      render: ({ id, name }) => <Link to={`/enterprises?town=${id}`}>{name}</Link>,
    },
    {
      title: t("agencies.townCode"),
      width: "112px",
      render: ({ code }) => <span className="number">{code}</span>,
    },
    {
      title: t("agencies.industries"),
      width: "minmax(200px, 3fr)",
      render: ({ leadingIndustries }) => leadingIndustries.join("、"),
    },
    {
      title: t("agencies.formerNames"),
      width: "minmax(120px, 1fr)",
      render: ({ formerNames }) => formerNames.join("、"),
    },
    {
      title: t("agencies.position"),
      width: "176px",
      render: ({ longitude, latitude }) => (
        <span className="number muted">
          {longitude.toFixed(4)}, {latitude.toFixed(4)}
        </span>
      ),
    },
  ];
  return (
    <Page
      fill
      title={t("agencies.towns")}
      aside={data && t("agencies.townCount", { count: towns.length })}
    >
      <div className="filters no-print" role="search">
        <SearchBox
          value={words}
          label={t("agencies.townSearch")}
          onChange={(search) => change({ search })}
        />
      </div>
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={towns.length === 0}
        empty={t("agencies.noTowns")}
        retry={retry}
        rows={10}
      >
        {phone ? (
          <RowCards
            list={list}
            label={t("agencies.towns")}
            keyOf={({ id }) => id}
            to={({ id }) => `/enterprises?town=${id}`}
            title={({ name }) => name}
            line={({ leadingIndustries }) => leadingIndustries.join("、")}
          />
        ) : (
          <WindowedTable
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            label={t("agencies.towns")}
          />
        )}
      </AsyncState>
    </Page>
  );
}
