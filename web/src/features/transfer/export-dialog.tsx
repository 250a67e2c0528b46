// A list becomes a file: which kind, then how far it is, then the file.
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMutation, useQuery } from "urql";
import type { ExportFormat, ExportListInput } from "../../gql/schema";
import { ExportRegisterDocument, ExportRunDocument } from "../../gql/transfer";
import { Dialog } from "../../platform/dialog";
import { download } from "../../platform/download";
import { Progress } from "../../platform/progress";
import { type Filled, RecordForm } from "../../platform/record-form";
import "./exports.css";

const formats: readonly ExportFormat[] = ["XLSX", "CSV"];

interface Props {
  readonly list: ExportListInput;
  readonly count?: number | undefined;
  readonly onClose: () => void;
}

export default function ExportDialog({ list, count, onClose }: Props) {
  const { t } = useTranslation();
  const [clientId] = useState(() => crypto.randomUUID());
  const [runId, setRunId] = useState<string>();
  const [, start] = useMutation(ExportRegisterDocument);
  const save = async ({ values }: Filled<"format">) => {
    const format = formats.find((one) => one === values.format) ?? "XLSX";
    const { data, error } = await start({ input: { clientId, format, list } });
    if (data) setRunId(data.exportRegister.exportRun.id);
    return error;
  };
  return (
    <Dialog title={t("transfer.exportTitle")} onClose={onClose}>
      {runId ? (
        <Outcome id={runId} onClose={onClose} />
      ) : (
        <>
          <p className="muted">
            {count === undefined ? t("transfer.exportAbout") : t("transfer.exportCount", { count })}
          </p>
          <RecordForm<"format">
            isNarrow
            fields={[
              {
                name: "format",
                label: t("transfer.format"),
                options: formats.map((value) => ({
                  value,
                  label: t(`transfer.exportFormats.${value}`),
                })),
              },
            ]}
            start={{ version: 0, values: { format: "XLSX" } }}
            save={save}
            words={t("transfer.export")}
            onCancel={onClose}
          />
        </>
      )}
    </Dialog>
  );
}

interface OutcomeProps {
  readonly id: string;
  readonly onClose: () => void;
}

function Outcome({ id, onClose }: OutcomeProps) {
  const { t } = useTranslation();
  const saved = useRef(false);
  const [{ data }, read] = useQuery({
    query: ExportRunDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const run = data?.exportRun;
  const file = run?.file;
  const isRunning = !run || run.state === "RUNNING";
  useEffect(() => {
    if (!isRunning) return;
    const next = setInterval(() => read({ requestPolicy: "network-only" }), 1_000);
    return () => clearInterval(next);
  }, [isRunning, read]);
  useEffect(() => {
    // As soon as it is there, and once.
    if (!file || saved.current) return;
    saved.current = true;
    download(file.url, file.name);
  }, [file]);
  const done = run?.progress.rowsDone ?? 0;
  const total = run?.progress.rowsTotal ?? 0;
  return (
    <div className="stack export-outcome">
      {isRunning && (
        <>
          <Progress done={done} total={total} label={t("transfer.exportRows", { done, total })} />
          <p className="muted">{t("transfer.exportGoesOn")}</p>
        </>
      )}
      {run?.state === "FAILED" && (
        <p role="alert" className="form-problem">
          {run.failureWords}
        </p>
      )}
      {file && (
        <p role="status">
          {t("transfer.exported", { count: done })} {t("transfer.exportKept")}
        </p>
      )}
      <div className="form-foot">
        {file && (
          <Button type="primary" onClick={() => download(file.url, file.name)}>
            {t("transfer.downloadAgain")}
          </Button>
        )}
        <Button onClick={onClose}>{t("app.close")}</Button>
        <Link to="/exports" className="export-link">
          {t("transfer.allExports")}
        </Link>
      </div>
    </div>
  );
}
