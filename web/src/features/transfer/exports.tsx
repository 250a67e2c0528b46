// The lists that one has taken as files, and the way to take those that have no screen.
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExportList } from "../../gql/schema";
import { type ExportFragment, ExportRunsDocument } from "../../gql/transfer";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { formatWhen } from "../../platform/dates";
import { download } from "../../platform/download";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Progress } from "../../platform/progress";
import { useSession } from "../../platform/session";
import { Mark, StateTag } from "../../platform/state-tag";
import { OtherDialog, useOtherLists } from "./other-dialog";
import "./exports.css";

const lists: readonly ExportList[] = [
  "ENTERPRISES",
  "VISITS",
  "SERVICE_REQUESTS",
  "ESCALATIONS",
  "TASK_FORCES",
  "ASSIGNMENTS",
  "OFFICERS",
  "ASSOCIATIONS",
  "AGENCIES",
  "LIAISON_STATIONS",
  "LIAISON_OFFICES",
  "KIOSKS",
];

export default function Exports() {
  const { t } = useTranslation();
  const [isAsking, ask] = useState(false);
  const [state, change] = useAddressState(["list"]);
  const others = useOtherLists();
  const list = useConnection(
    ExportRunsDocument,
    { filter: { list: lists.find((one) => one === state("list")) ?? null }, first: 50 },
    (data) => data.exportRuns,
  );
  const { retry } = list;
  const isRunning = list.nodes.some((run) => run.state === "RUNNING");
  useEffect(() => {
    if (!isRunning) return;
    const next = setInterval(retry, 2_000);
    return () => clearInterval(next);
  }, [isRunning, retry]);
  return (
    <Page
      title={t("transfer.exports")}
      aside={list.totalCount !== undefined && t("transfer.count", { count: list.totalCount })}
      actions={
        others.length > 0 && <Button onClick={() => ask(true)}>{t("transfer.exportOther")}</Button>
      }
    >
      <p className="muted">{t("transfer.exportsAbout")}</p>
      <div className="filters no-print">
        <Pick
          value={state("list")}
          label={t("transfer.register")}
          none={t("transfer.allLists")}
          options={lists.map((value) => ({ value, label: t(`transfer.lists.${value}`) }))}
          onChange={(next) => change({ list: next })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("transfer.noExports")}
        retry={retry}
      >
        <section className="card" aria-label={t("transfer.exports")}>
          <ul className="lines exports">
            {list.nodes.map((run) => (
              <Entry key={run.id} run={run} />
            ))}
          </ul>
          {list.hasMore && (
            <Button block loading={list.loading} onClick={list.loadMore}>
              {t("associations.more")}
            </Button>
          )}
        </section>
      </AsyncState>
      {isAsking && <OtherDialog onClose={() => ask(false)} />}
    </Page>
  );
}

function Entry({ run }: { readonly run: ExportFragment }) {
  const { t } = useTranslation();
  const session = useSession();
  const { list, format, state, startedAt, startedById, file, failureWords, progress } = run;
  const { rowsDone: done, rowsTotal: total } = progress;
  const isOwn = session.state !== "out" && session.person.user.id === startedById;
  return (
    <li>
      <span className="lines-main">
        <strong>{t(`transfer.lists.${list}`)}</strong>
        <StateTag of="ExportRunState" value={state} />
        {isNarrowed(run.filter) && <Mark tone="plain">{t("transfer.narrowed")}</Mark>}
        {!isOwn && <Mark tone="plain">{t("transfer.byOthers")}</Mark>}
        <span className="muted">
          {[
            t(`transfer.exportFormats.${format}`),
            state === "DONE" && t("transfer.rowCount", { count: done }),
            formatWhen(startedAt),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {state === "RUNNING" && (
          <Progress done={done} total={total} label={t("transfer.exportRows", { done, total })} />
        )}
        {failureWords && <span className="muted">{failureWords}</span>}
      </span>
      {file && (
        <Button onClick={() => download(file.url, file.name)}>{t("transfer.downloadFile")}</Button>
      )}
      {state === "DONE" && isOwn && !file && (
        <span className="muted">{t("transfer.fileGone")}</span>
      )}
    </li>
  );
}

// Present agencies and open links: what these lists hold unless somebody asks for more.
const usual: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  agencies: { ended: false },
  assignments: { open: true },
};

/** Whether the export was narrowed: its filter names something that is not usual. */
function isNarrowed(text: string) {
  const input: Record<string, { readonly filter?: Record<string, unknown> }> = JSON.parse(text);
  return Object.entries(input).some(([list, { filter }]) =>
    Object.entries(filter ?? {}).some(([name, value]) => usual[list]?.[name] !== value),
  );
}
