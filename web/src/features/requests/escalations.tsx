import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EscalationsDocument, type EscalationsQuery } from "../../gql/requests";
import type { EscalationState } from "../../gql/schema";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { dayOf, formatDay, formatDistance } from "../../platform/dates";
import { usePhone } from "../../platform/device";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark, StateTag } from "../../platform/state-tag";
import { WindowedList } from "../../platform/windowed-list";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { ExportButton } from "../transfer/export-button";
import { oneOf } from "./rows";
import "./requests.css";

type Row = EscalationsQuery["escalations"]["nodes"][number];

const states: readonly EscalationState[] = ["PENDING", "RETURNED", "APPROVED", "REFUSED", "ENDED"];

/** The steps of all chains within reach, the longest waiting first. */
export default function Escalations() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [address, change] = useAddressState(["state", "open", "overdue"]);
  const yesNo = (text: string) => (text ? text === "1" : null);
  const filter = {
    state: oneOf(states, address("state")) ?? null,
    open: yesNo(address("open")),
    overdue: yesNo(address("overdue")),
  };
  const list = useConnection(
    EscalationsDocument,
    { filter, first: 50 },
    (data) => data.escalations,
  );
  return (
    <Page
      fill
      title={t("requests.climbing")}
      aside={list.totalCount !== undefined && t("requests.count", { count: list.totalCount })}
      crumbs={[{ to: "/requests", title: t("requests.title") }]}
      actions={<ExportButton list={{ escalations: { filter } }} count={list.totalCount} />}
    >
      <div className="filters no-print" role="search">
        <Pick
          value={address("open")}
          label={t("requests.state")}
          none={t("requests.allSteps")}
          options={[
            { value: "1", label: t("requests.stepsOpen") },
            { value: "0", label: t("requests.stepsEnded") },
          ]}
          onChange={(open) => change({ open })}
        />
        <Pick
          value={address("state")}
          label={t("requests.state")}
          none={t("requests.allStates")}
          options={states.map((value) => ({
            value,
            label: t(`app.enums.EscalationState.${value}`),
          }))}
          onChange={(state) => change({ state })}
        />
        <Pick
          value={address("overdue")}
          label={t("requests.due")}
          none={t("requests.allDue")}
          options={[
            { value: "1", label: t("requests.overdue") },
            { value: "0", label: t("requests.inTime") },
          ]}
          onChange={(overdue) => change({ overdue })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("requests.noSteps")}
        retry={list.retry}
      >
        {phone ? (
          <WindowedList
            list={list}
            rowHeight={112}
            label={t("requests.climbing")}
            render={(row, { style }) => (
              <div key={row.id} role="listitem" className="request-card-place" style={style}>
                <Card row={row} />
              </div>
            )}
          />
        ) : (
          <Table list={list} />
        )}
      </AsyncState>
    </Page>
  );
}

function Card({ row }: { readonly row: Row }) {
  return (
    <Link className="request-card" to={`/requests/${row.request?.id ?? ""}`}>
      <span className="request-card-title">{row.subject ?? row.request?.title}</span>
      <span className="request-card-line muted">{row.agency.name}</span>
      <span className="request-card-line">
        <StateTag of="EscalationState" value={row.state} />
        <Due row={row} />
      </span>
    </Link>
  );
}

function Due({ row }: { readonly row: Row }) {
  const { t } = useTranslation();
  if (row.isOverdue) return <Mark tone="bad">{t("requests.overdue")}</Mark>;
  return <>{row.dueAt && formatDistance(dayOf(row.dueAt))}</>;
}

function Table({ list }: { readonly list: Parameters<typeof WindowedTable<Row>>[0]["list"] }) {
  const { t } = useTranslation();
  const columns: readonly Column<Row>[] = [
    {
      title: t("requests.number"),
      width: "112px",
      render: ({ request }) => <span className="number">{request?.number}</span>,
    },
    {
      title: t("requests.escalateSubject"),
      width: "minmax(200px, 3fr)",
      render: ({ subject, request }) =>
        request ? <Link to={`/requests/${request.id}`}>{subject ?? request.title}</Link> : subject,
    },
    {
      title: t("requests.decider"),
      width: "minmax(160px, 2fr)",
      render: ({ agency }) => agency.name,
    },
    {
      title: t("requests.state"),
      width: "96px",
      render: ({ state }) => <StateTag of="EscalationState" value={state} />,
    },
    {
      title: t("requests.sentOn"),
      width: "128px",
      render: ({ sentAt }) => formatDay(dayOf(sentAt)),
    },
    { title: t("requests.dueOn"), width: "96px", render: (row) => <Due row={row} /> },
  ];
  return (
    <WindowedTable
      list={list}
      columns={columns}
      keyOf={({ id }) => id}
      label={t("requests.climbing")}
    />
  );
}
