// What was imported, by whom is told in the audit log, and the way to the next import.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ImportRunState, RegisterKind } from "../../gql/schema";
import { ImportRunsDocument, type RunFragment } from "../../gql/transfer";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { formatWhen } from "../../platform/dates";
import { usePhone } from "../../platform/device";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { RowCards } from "../../platform/row-cards";
import { Mark, StateTag } from "../../platform/state-tag";
import { type Column, WindowedTable } from "../../platform/windowed-table";

export const kinds: readonly RegisterKind[] = [
  "TOWNS",
  "AGENCIES",
  "OFFICERS",
  "ENTERPRISES",
  "MECHANISMS",
];
const states: readonly ImportRunState[] = ["RUNNING", "DONE", "FAILED"];

export default function Imports() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { keepsRegisters } = useRights();
  const [state, change] = useAddressState(["kind", "state"]);
  const list = useConnection(
    ImportRunsDocument,
    {
      filter: {
        kind: kinds.find((kind) => kind === state("kind")) ?? null,
        state: states.find((one) => one === state("state")) ?? null,
      },
      first: 50,
    },
    (data) => data.importRuns,
  );
  const columns: readonly Column<RunFragment>[] = [
    {
      title: t("transfer.file"),
      width: "minmax(200px, 2fr)",
      render: ({ id, fileName }) => <Link to={`/imports/${id}`}>{fileName}</Link>,
    },
    {
      title: t("transfer.register"),
      width: "96px",
      render: ({ kind }) => t(`transfer.kinds.${kind}`),
    },
    {
      title: t("transfer.mode"),
      width: "104px",
      render: ({ dryRun }) => <Mode dryRun={dryRun} />,
    },
    {
      title: t("transfer.state"),
      width: "96px",
      render: ({ state: now }) => <StateTag of="ImportRunState" value={now} />,
    },
    {
      title: t("transfer.created"),
      width: "80px",
      isNumber: true,
      render: ({ created }) => created,
    },
    {
      title: t("transfer.updated"),
      width: "80px",
      isNumber: true,
      render: ({ updated }) => updated,
    },
    {
      title: t("transfer.refused"),
      width: "80px",
      isNumber: true,
      render: ({ refused }) => refused,
    },
    {
      title: t("transfer.when"),
      width: "152px",
      render: ({ startedAt }) => formatWhen(startedAt),
    },
  ];
  return (
    <Page
      fill
      title={t("transfer.title")}
      aside={list.totalCount !== undefined && t("transfer.count", { count: list.totalCount })}
      actions={
        keepsRegisters && (
          <Link to="/imports/new">
            <Button type="primary" tabIndex={-1}>
              {t("transfer.start")}
            </Button>
          </Link>
        )
      }
    >
      <div className="filters no-print">
        <Pick
          value={state("kind")}
          label={t("transfer.register")}
          none={t("transfer.allKinds")}
          options={kinds.map((value) => ({ value, label: t(`transfer.kinds.${value}`) }))}
          onChange={(kind) => change({ kind })}
        />
        <Pick
          value={state("state")}
          label={t("transfer.state")}
          none={t("transfer.allStates")}
          options={states.map((value) => ({
            value,
            label: t(`app.enums.ImportRunState.${value}`),
          }))}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("transfer.none")}
        retry={list.retry}
      >
        {phone ? (
          <RowCards
            list={list}
            label={t("transfer.title")}
            keyOf={({ id }) => id}
            to={({ id }) => `/imports/${id}`}
            title={({ fileName }) => fileName}
            line={({ kind, startedAt }) =>
              `${t(`transfer.kinds.${kind}`)} · ${formatWhen(startedAt)}`
            }
            mark={({ state: now }) => <StateTag of="ImportRunState" value={now} />}
          />
        ) : (
          <WindowedTable
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            label={t("transfer.title")}
          />
        )}
      </AsyncState>
    </Page>
  );
}

export function Mode({ dryRun }: { readonly dryRun: boolean }) {
  const { t } = useTranslation();
  return (
    <Mark tone={dryRun ? "plain" : "info"}>
      {t(dryRun ? "transfer.dryRun" : "transfer.forReal")}
    </Mark>
  );
}
