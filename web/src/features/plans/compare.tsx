import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { CaseloadPlansDocument, PlanDiffersDocument } from "../../gql/plans";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { formatInstant } from "../../platform/dates";
import { Pick } from "../../platform/inputs";
import { Pictures } from "./pictures";
import type { Plan } from "./plan";

/** Another plan on the left, this one on the right. */
export function Compare({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const [state, change] = useAddressState(["with"]);
  const other = state("with");
  const [{ data: plans }] = useQuery({
    query: CaseloadPlansDocument,
    variables: { filter: {}, first: 50 },
  });
  const [{ data, fetching, error }, read] = useQuery({
    query: PlanDiffersDocument,
    variables: { id: plan.id, plan: other },
    pause: !other,
  });
  const others = (plans?.caseloadPlans.nodes ?? []).filter(
    ({ id, planned }) => id !== plan.id && planned,
  );
  if (others.length === 0) return null;
  const differs = data?.caseloadPlan?.differsFrom;
  return (
    <section className="card stack" aria-label={t("plans.compare")}>
      <div className="card-head">
        <h2>{t("plans.compare")}</h2>
        <Pick
          value={other}
          label={t("plans.compareWith")}
          none={t("plans.compareWith")}
          options={others.map(({ id, note, createdAt }) => ({
            value: id,
            label: `${note || t("plans.one")} · ${formatInstant(createdAt)}`,
          }))}
          onChange={(next) => change({ with: next })}
        />
      </div>
      {other && (
        <AsyncState
          loading={fetching}
          error={error}
          has={data !== undefined}
          retry={() => read({ requestPolicy: "network-only" })}
          rows={3}
        >
          {typeof differs === "number" && <p>{t("plans.differs", { count: differs })}</p>}
          {data?.other?.planned && plan.planned && (
            <Pictures
              plan={plan}
              left={data.other.note || t("plans.otherPlan")}
              today={data.other.planned}
              planned={plan.planned}
            />
          )}
        </AsyncState>
      )}
    </section>
  );
}
