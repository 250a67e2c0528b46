// The systems that are connected: what their keys open, and how long they are good.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type ApiClientRecordFragment, ApiClientsDocument } from "../../gql/integrations";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { dayOf, formatDay, formatWhen } from "../../platform/dates";
import { usePhone } from "../../platform/device";
import { Page } from "../../platform/page";
import { RowCards } from "../../platform/row-cards";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { lastUseOf, stateOf } from "./keys";
import { KeyMark, useScopeWords } from "./state";

type Row = ApiClientRecordFragment;

export default function Integrations() {
  const { t } = useTranslation();
  const phone = usePhone();
  const scopeWords = useScopeWords();
  const now = Date.now();
  const list = useConnection(ApiClientsDocument, { first: 50 }, (data) => data.apiClients);
  const used = (row: Row) => {
    const at = lastUseOf(row);
    return at ? formatWhen(at) : t("integrations.neverUsed");
  };
  const columns: readonly Column<Row>[] = [
    {
      title: t("integrations.name"),
      width: "minmax(160px, 2fr)",
      render: ({ id, name }) => <Link to={`/integrations/${id}`}>{name}</Link>,
    },
    {
      title: t("integrations.home"),
      width: "minmax(120px, 2fr)",
      render: ({ agency, association }) =>
        agency?.name ?? association?.name ?? t("integrations.noHome"),
    },
    {
      title: t("integrations.scopes"),
      width: "minmax(200px, 3fr)",
      render: ({ scopes }) => scopeWords(scopes).join("、") || t("integrations.noScopes"),
    },
    { title: t("integrations.lastUse"), width: "128px", render: used },
    {
      title: t("integrations.expires"),
      width: "128px",
      render: ({ keys: [key] }) => key?.expiresAt && formatDay(dayOf(key.expiresAt)),
    },
    {
      title: t("integrations.state"),
      width: "96px",
      render: (row) => <KeyMark state={stateOf(row, now)} />,
    },
  ];
  return (
    <Page
      fill
      title={t("integrations.title")}
      aside={list.totalCount !== undefined && t("integrations.count", { count: list.totalCount })}
      actions={
        <>
          <Link to="/webhooks">
            <Button tabIndex={-1}>{t("webhooks.title")}</Button>
          </Link>
          <Link to="/integrations/new">
            <Button type="primary" tabIndex={-1}>
              {t("integrations.create")}
            </Button>
          </Link>
        </>
      }
    >
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("integrations.none")}
        retry={list.retry}
      >
        {phone ? (
          <RowCards
            list={list}
            label={t("integrations.title")}
            keyOf={({ id }) => id}
            to={({ id }) => `/integrations/${id}`}
            title={({ name }) => name}
            line={(row) =>
              [
                row.agency?.name ?? row.association?.name ?? t("integrations.noHome"),
                t("integrations.usedWhen", { when: used(row) }),
              ].join(" · ")
            }
            mark={(row) => <KeyMark state={stateOf(row, now)} />}
          />
        ) : (
          <WindowedTable
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            label={t("integrations.title")}
          />
        )}
      </AsyncState>
    </Page>
  );
}
