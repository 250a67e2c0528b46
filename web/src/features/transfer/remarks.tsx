// The rows that did not land, or landed with a doubt, each with what stands in the file there.
import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import {
  ImportRefusalsDocument,
  type ImportRunQuery,
  ImportWarningsDocument,
  type RemarkFragment,
} from "../../gql/transfer";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { type Connection, useConnection } from "../../platform/connection";
import { downloadText } from "../../platform/download";
import { WindowedList } from "../../platform/windowed-list";
import { csvLine } from "./csv";
import { useFileRows } from "./file-rows";
import { RemarkRow } from "./remark-row";

type Run = NonNullable<ImportRunQuery["importRun"]>;

export function Remarks({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const [state, change] = useAddressState(["show"]);
  const isWarnings = state("show") === "warnings" || (run.refused === 0 && run.warned > 0);
  if (run.refused + run.warned === 0) {
    return <p className="muted">{t("transfer.allGood")}</p>;
  }
  return (
    <>
      <div className="row">
        <div className="row" role="group" aria-label={t("transfer.remarks")}>
          <Button
            aria-pressed={!isWarnings}
            type={isWarnings ? "default" : "primary"}
            ghost={!isWarnings}
            disabled={run.refused === 0}
            onClick={() => change({ show: "" })}
          >
            {t("transfer.refusedRows", { count: run.refused })}
          </Button>
          <Button
            aria-pressed={isWarnings}
            type={isWarnings ? "primary" : "default"}
            ghost={isWarnings}
            disabled={run.warned === 0}
            onClick={() => change({ show: "warnings" })}
          >
            {t("transfer.warnedRows", { count: run.warned })}
          </Button>
        </div>
        {run.refused > 0 && <Download run={run} />}
      </div>
      {isWarnings ? <Warnings run={run} /> : <Refusals run={run} />}
    </>
  );
}

function Refusals({ run }: { readonly run: Run }) {
  const list = useConnection(
    ImportRefusalsDocument,
    { id: run.id, first: 50 },
    (data) => data.importRun?.refusals,
  );
  return <Rows run={run} list={list} />;
}

function Warnings({ run }: { readonly run: Run }) {
  const list = useConnection(
    ImportWarningsDocument,
    { id: run.id, first: 50 },
    (data) => data.importRun?.warnings,
  );
  return <Rows run={run} list={list} />;
}

function Rows({ run, list }: { readonly run: Run; readonly list: Connection<RemarkFragment> }) {
  const { t } = useTranslation();
  const rows = useFileRows(run.attachment);
  return (
    <AsyncState
      loading={list.loading}
      error={list.error}
      has={list.totalCount !== undefined}
      isEmpty={list.nodes.length === 0}
      retry={list.retry}
    >
      <div className="sheet remarks">
        <WindowedList
          list={list}
          rowHeight={80}
          label={t("transfer.remarks")}
          render={(remark, { style }) => (
            <div key={remark.id} role="listitem" className="sheet-row remark" style={style}>
              <RemarkRow remark={remark} rows={rows} />
            </div>
          )}
        />
      </div>
    </AsyncState>
  );
}

/** All refusals as a file for whoever corrects the register. */
function Download({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const client = useClient();
  const rows = useFileRows(run.attachment);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const lines = [
      csvLine([
        t("transfer.row"),
        t("transfer.column"),
        t("transfer.reason"),
        t("transfer.content"),
      ]),
    ];
    let after: string | null = null;
    do {
      const variables: { id: string; first: number; after: string | null } = {
        id: run.id,
        first: 100,
        after,
      };
      const { data, error } = await client.query(ImportRefusalsDocument, variables).toPromise();
      if (error) {
        complain(error);
        setBusy(false);
        return;
      }
      const page = data?.importRun?.refusals;
      for (const { row, column, words } of page?.nodes ?? []) {
        lines.push(csvLine([row, column, words, ...(rows?.get(row) ?? [])]));
      }
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    downloadText(lines.join("\r\n"), t("transfer.errorFile", { file: run.fileName }));
    setBusy(false);
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={save}>
      {t("transfer.download")}
    </Button>
  );
}
