import { useTranslation } from "react-i18next";
import type { CaseloadPlanState } from "../../gql/schema";
import { Mark } from "../../platform/state-tag";

const tones = {
  RUNNING: "info",
  DRAFT: "plain",
  PROPOSED: "warn",
  APPROVED: "good",
  APPLIED: "good",
  CANCELLED: "plain",
  REJECTED: "bad",
  STALE: "bad",
} as const satisfies Record<CaseloadPlanState, string>;

export const planStates: readonly CaseloadPlanState[] = [
  "RUNNING",
  "DRAFT",
  "PROPOSED",
  "APPROVED",
  "APPLIED",
  "CANCELLED",
  "REJECTED",
  "STALE",
];

export function PlanState({ state }: { readonly state: CaseloadPlanState }) {
  const { t } = useTranslation();
  return <Mark tone={tones[state]}>{t(`plans.states.${state}`)}</Mark>;
}
