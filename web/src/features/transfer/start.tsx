// The first step of an import: which register, which file. The file goes to the server, and a dry
// run begins; nothing is written before the person has seen what would happen.
import { UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMutation } from "urql";
import type { RegisterKind } from "../../gql/schema";
import { ImportRegisterDocument } from "../../gql/transfer";
import { useAddressState } from "../../platform/address-state";
import { saidOf } from "../../platform/complain";
import { Page } from "../../platform/page";
import { Progress } from "../../platform/progress";
import { kinds } from "./list";
import "../../platform/form.css";
import { Steps } from "./steps";
import { upload } from "./upload";

export default function StartImport() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [state, change] = useAddressState(["kind"]);
  const [file, setFile] = useState<File>();
  const [sent, setSent] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const [, importRegister] = useMutation(ImportRegisterDocument);
  const kind: RegisterKind = kinds.find((one) => one === state("kind")) ?? "ENTERPRISES";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file) return;
    setProblem(undefined);
    setSent(0);
    const answer = await upload(file, setSent);
    if (!("id" in answer)) {
      setProblem(answer.message ?? t(`app.problems.${answer.code}`));
      setSent(undefined);
      return;
    }
    const { data, error } = await importRegister({
      input: { attachmentId: answer.id, kind, dryRun: true, clientId: crypto.randomUUID() },
    });
    setSent(undefined);
    if (error) setProblem(saidOf(error));
    if (data) navigate(`/imports/${data.importRegister.importRun.id}`);
  };

  return (
    <Page title={t("transfer.start")} crumbs={[{ to: "/imports", title: t("transfer.title") }]}>
      <Steps at="choose" />
      <form className="card stack" onSubmit={submit}>
        <fieldset className="import-kinds">
          <legend>{t("transfer.which")}</legend>
          {kinds.map((one) => (
            <label key={one} className={one === kind ? "is-chosen" : undefined}>
              <input
                type="radio"
                name="kind"
                checked={one === kind}
                onChange={() => change({ kind: one })}
              />
              <strong>{t(`transfer.kinds.${one}`)}</strong>
              <span className="muted">{t(`transfer.columns.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <div className="import-file">
          <label className="import-drop">
            <UploadOutlined aria-hidden />
            <span>{file ? file.name : t("transfer.chooseFile")}</span>
            <span className="muted">
              {file
                ? t("transfer.size", { kb: Math.ceil(file.size / 1024) })
                : t("transfer.formats")}
            </span>
            <input
              type="file"
              accept=".csv,.xlsx"
              className="unseen"
              aria-label={t("transfer.chooseFile")}
              onChange={(event) => setFile(event.target.files?.[0])}
            />
          </label>
        </div>
        {sent !== undefined && (
          <Progress
            done={sent}
            total={1}
            label={t(sent < 1 ? "transfer.sending" : "transfer.starting")}
          />
        )}
        {problem && (
          <p role="alert" className="form-problem">
            {problem}
          </p>
        )}
        <div className="form-foot">
          <Button type="primary" htmlType="submit" disabled={!file} loading={sent !== undefined}>
            {t("transfer.tryIt")}
          </Button>
          <span className="muted">{t("transfer.tryHint")}</span>
        </div>
      </form>
    </Page>
  );
}
