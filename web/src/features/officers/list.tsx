import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import { OfficerChoicesDocument, OfficersDocument, type OfficersQuery } from "../../gql/officers";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { usePhone } from "../../platform/device";
import { Pick, SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { RowCards } from "../../platform/row-cards";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { AgencyFinder } from "../agencies/agency-finder";
import { ExportButton } from "../transfer/export-button";

type Row = OfficersQuery["officers"]["nodes"][number];

export default function Officers() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { keepsRegisters } = useRights();
  const [state, change] = useAddressState(["search", "agency", "town", "branch"]);
  const [{ data: choices }] = useQuery({ query: OfficerChoicesDocument });
  const filter = {
    search: state("search") || null,
    agency: state("agency") || null,
    town: state("town") || null,
    branch: state("branch") || null,
  };
  const list = useConnection(OfficersDocument, { filter, first: 50 }, (data) => data.officers);
  const branchOf = (code: string) =>
    choices?.branches.find((branch) => branch.code === code)?.name ?? code;
  const columns: readonly Column<Row>[] = [
    {
      title: t("officers.name"),
      width: "minmax(96px, 1fr)",
      render: ({ id, name }) => <Link to={`/officers/${id}`}>{name}</Link>,
    },
    {
      title: t("officers.badge"),
      width: "112px",
      render: ({ badgeNumber }) => <span className="number">{badgeNumber}</span>,
    },
    { title: t("officers.rank"), width: "minmax(88px, 1fr)", render: ({ rank }) => rank },
    { title: t("officers.branch"), width: "88px", render: ({ branch }) => branchOf(branch) },
    {
      title: t("officers.agency"),
      width: "minmax(160px, 2fr)",
      render: ({ agency }) => agency && <Link to={`/agencies/${agency.id}`}>{agency.name}</Link>,
    },
    { title: t("officers.town"), width: "minmax(88px, 1fr)", render: ({ town }) => town?.name },
    {
      title: t("officers.phone"),
      width: "136px",
      render: ({ phone }) => <span className="number">{phone}</span>,
    },
  ];
  return (
    <Page
      fill
      title={t("officers.title")}
      aside={list.totalCount !== undefined && t("officers.count", { count: list.totalCount })}
      actions={
        <>
          <ExportButton list={{ officers: { filter } }} count={list.totalCount} />
          {keepsRegisters && (
            <Link to="/officers/new">
              <Button type="primary" tabIndex={-1}>
                {t("officers.create")}
              </Button>
            </Link>
          )}
        </>
      }
    >
      <div className="filters no-print" role="search">
        <SearchBox
          value={state("search")}
          label={t("officers.search")}
          onChange={(search) => change({ search })}
        />
        <div className="filter-finder">
          <AgencyFinder
            label={t("officers.allAgencies")}
            value={state("agency")}
            onChange={(agency) => change({ agency })}
          />
        </div>
        <Pick
          value={state("town")}
          label={t("officers.town")}
          none={t("officers.allTowns")}
          options={(choices?.towns ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(town) => change({ town })}
        />
        <Pick
          value={state("branch")}
          label={t("officers.branch")}
          none={t("officers.allBranches")}
          options={(choices?.branches ?? []).map(({ code, name }) => ({
            value: code,
            label: name,
          }))}
          onChange={(branch) => change({ branch })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("officers.none")}
        retry={list.retry}
        rows={10}
      >
        {phone ? (
          <RowCards
            list={list}
            label={t("officers.title")}
            keyOf={({ id }) => id}
            to={({ id }) => `/officers/${id}`}
            title={({ name, rank }) => `${name} ${rank}`}
            line={({ agency, town }) => [agency?.name, town?.name].filter(Boolean).join(" · ")}
          />
        ) : (
          <WindowedTable
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            label={t("officers.title")}
          />
        )}
      </AsyncState>
    </Page>
  );
}
