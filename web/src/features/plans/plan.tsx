// One plan: today and the plan side by side, on the map, move by move; and what is to be decided.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useQuery } from "urql";
import { CaseloadPlanDocument, type CaseloadPlanQuery } from "../../gql/plans";
import { AsyncState } from "../../platform/async-state";
import { formatInstant, formatWhen } from "../../platform/dates";
import { Page } from "../../platform/page";
import { Progress } from "../../platform/progress";
import { Actions } from "./actions";
import { Compare } from "./compare";
import { Moves } from "./moves";
import { Pictures } from "./pictures";
import { PlanMap } from "./plan-map";
import { PlanState } from "./plan-state";
import { Scope } from "./scope";
import { Shortfall } from "./shortfall";
import "./plans.css";

export type Plan = NonNullable<CaseloadPlanQuery["caseloadPlan"]>;

export default function PlanPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [{ data, fetching, error }, read] = useQuery({
    query: CaseloadPlanDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const plan = data?.caseloadPlan;
  const isRunning = plan?.state === "RUNNING";
  const again = () => read({ requestPolicy: "network-only" });
  useEffect(() => {
    if (!isRunning) return;
    const next = setInterval(() => read({ requestPolicy: "network-only" }), 1_000);
    return () => clearInterval(next);
  }, [isRunning, read]);
  return (
    <Page
      title={plan?.note || t("plans.one")}
      aside={plan && <PlanState state={plan.state} />}
      crumbs={[{ to: "/plans", title: t("plans.title") }]}
      actions={plan && <Actions plan={plan} onStale={again} />}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!plan}
        empty={t("app.problems.NOT_FOUND")}
        retry={again}
      >
        {plan && (
          <>
            <p className="muted">{t("plans.createdAt", { when: formatInstant(plan.createdAt) })}</p>
            {plan.decisionNote && (
              <p>
                {t("plans.decision", { note: plan.decisionNote })}
                {plan.decidedAt && <span className="muted"> {formatWhen(plan.decidedAt)}</span>}
              </p>
            )}
            {isRunning && (
              <section className="card stack">
                <p>{t("plans.running")}</p>
                <Progress
                  done={plan.firmsDone}
                  total={plan.firms}
                  label={t("plans.progress", { done: plan.firmsDone, total: plan.firms })}
                />
              </section>
            )}
            {plan.state === "STALE" && <Moves plan={plan} misfits />}
            {plan.shortfall && <Shortfall shortfall={plan.shortfall} />}
            {plan.today && plan.planned && (
              <Pictures plan={plan} today={plan.today} planned={plan.planned} />
            )}
            <Scope plan={plan} />
            {plan.planned && (
              <>
                <PlanMap plan={plan} />
                <Moves plan={plan} />
                <Compare plan={plan} />
              </>
            )}
          </>
        )}
      </AsyncState>
    </Page>
  );
}
