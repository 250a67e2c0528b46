// One import: how far it is, what came of it, which rows did not land; and after a dry run the
// button that lands it.
import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useMutation, useQuery } from "urql";
import { ImportRegisterDocument, ImportRunDocument, type ImportRunQuery } from "../../gql/transfer";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { formatInstant } from "../../platform/dates";
import { Page } from "../../platform/page";
import { Progress } from "../../platform/progress";
import { useRights } from "../../platform/rights";
import { StateTag } from "../../platform/state-tag";
import { Mode } from "./list";
import { Remarks } from "./remarks";
import { Steps } from "./steps";

type Run = NonNullable<ImportRunQuery["importRun"]>;
const touched = { additionalTypenames: ["ImportRun", "Enterprise", "Officer", "Agency", "Town"] };

export default function ImportRunPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const { keepsRegisters } = useRights();
  const [{ data, fetching, error }, read] = useQuery({
    query: ImportRunDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const [{ fetching: starting }, importRegister] = useMutation(ImportRegisterDocument);
  const run = data?.importRun;
  const isRunning = run?.state === "RUNNING";
  useEffect(() => {
    if (!isRunning) return;
    const next = setInterval(() => read({ requestPolicy: "network-only" }), 1_000);
    return () => clearInterval(next);
  }, [isRunning, read]);

  const land = async ({ kind, attachment, refused }: Run) => {
    if (!attachment) return;
    const yes = await confirm({
      title: t("transfer.landAsk", { register: t(`transfer.kinds.${kind}`) }),
      ...(refused > 0 ? { body: t("transfer.landWithout", { count: refused }) } : {}),
      yes: t("transfer.land"),
    });
    if (!yes) return;
    const { data: answer, error: failed } = await importRegister(
      {
        input: { attachmentId: attachment.id, kind, dryRun: false, clientId: crypto.randomUUID() },
      },
      touched,
    );
    if (failed) complain(failed);
    if (answer) navigate(`/imports/${answer.importRegister.importRun.id}`);
  };

  return (
    <Page
      title={
        run ? t("transfer.of", { register: t(`transfer.kinds.${run.kind}`) }) : t("transfer.one")
      }
      aside={run && `${run.fileName} · ${formatInstant(run.startedAt)}`}
      crumbs={[{ to: "/imports", title: t("transfer.title") }]}
      actions={
        run?.state === "DONE" &&
        run.dryRun &&
        run.attachment &&
        keepsRegisters && (
          <Button type="primary" loading={starting} onClick={() => land(run)}>
            {t("transfer.land")}
          </Button>
        )
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!run}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {run && (
          <>
            <Steps at={run.dryRun ? (isRunning ? "try" : "check") : "land"} />
            <Outcome run={run} />
            <MatchedColumns columns={run.columns} />
            {run.state === "DONE" && <Remarks key={run.id} run={run} />}
          </>
        )}
      </AsyncState>
    </Page>
  );
}

/** What each column of the file was taken for, so that a wrong one is seen before it lands. */
function MatchedColumns({ columns }: Pick<Run, "columns">) {
  const { t } = useTranslation();
  if (columns.length === 0) return null;
  return (
    <section className="card stack">
      <h2>{t("transfer.matched")}</h2>
      <dl className="import-matched">
        {columns.map(({ heading, readAs }, at) => (
          <div key={`${at} ${heading}`}>
            <dt>{heading}</dt>
            <dd className={readAs ? undefined : "muted"}>{readAs ?? t("transfer.notRead")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const figures = ["created", "updated", "unchanged", "warned", "refused"] as const;

function Outcome({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const { rowsDone, rowsTotal } = run.progress;
  return (
    <section className="card stack" aria-label={t("transfer.outcome")}>
      <div className="row">
        <Mode dryRun={run.dryRun} />
        <StateTag of="ImportRunState" value={run.state} />
        <span className="muted">
          {t(run.dryRun ? "transfer.dryRunWords" : "transfer.forRealWords")}
        </span>
      </div>
      {run.state === "RUNNING" && (
        <Progress
          done={rowsDone}
          total={rowsTotal}
          label={t("transfer.rows", { done: rowsDone, total: rowsTotal })}
        />
      )}
      {run.failureWords && (
        <p role="alert" className="form-problem">
          {run.failureWords}
        </p>
      )}
      {run.state === "DONE" && (
        <dl className="figures">
          {figures.map((figure) => (
            <div key={figure} className={run[figure] > 0 ? `figure-${figure}` : undefined}>
              <dt>{t(`transfer.${figure}`)}</dt>
              <dd className="number">{run[figure]}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
