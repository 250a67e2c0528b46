import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { PlanChoicesDocument } from "../../gql/plans";
import { kilometres } from "./kilometres";
import type { Plan } from "./plan";

/** What the plan was asked for. */
export function Scope({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: PlanChoicesDocument });
  const branch = data?.branches.find(({ code }) => code === plan.branch)?.name ?? plan.branch;
  const names = (all: readonly { readonly name: string }[]) =>
    all.map(({ name }) => name).join("、");
  return (
    <section className="card">
      <h2>{t("plans.scopeTitle")}</h2>
      <dl className="facts">
        <dt>{t("plans.scopeOf")}</dt>
        <dd>{t("plans.scope", { firms: plan.firms, officers: plan.officers })}</dd>
        <dt>{t("plans.scale")}</dt>
        <dd>{t(`plans.scales.${plan.scale}`)}</dd>
        <dt>{t("plans.towns")}</dt>
        <dd>{names(plan.towns) || t("plans.allTowns")}</dd>
        {branch && (
          <>
            <dt>{t("plans.branch")}</dt>
            <dd>{branch}</dd>
          </>
        )}
        {plan.away.length > 0 && (
          <>
            <dt>{t("plans.away")}</dt>
            <dd>{names(plan.away)}</dd>
          </>
        )}
        <dt>{t("plans.limits")}</dt>
        <dd>{t("officers.limits", { lower: plan.caseloadLower, upper: plan.caseloadUpper })}</dd>
        <dt>{t("plans.weightsOf")}</dt>
        <dd>
          {t("plans.weightWords", {
            branch: kilometres(plan.branchMisfitM),
            town: kilometres(plan.townCrossingM),
            change: kilometres(plan.changeM),
          })}
        </dd>
      </dl>
    </section>
  );
}
