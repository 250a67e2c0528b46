// What the person may do with a plan now, by its state and the role.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { ApplyCaseloadPlanDocument, SubmitCaseloadPlanDocument } from "../../gql/plans";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { codeOf } from "../../platform/problem";
import { useRights } from "../../platform/rights";
import { toast } from "../../platform/toast";
import { type Decision, DecisionDialog } from "./decision-dialog";
import type { Plan } from "./plan";

interface Props {
  readonly plan: Plan;
  /** The plan has changed under the person: it is to be read again. */
  readonly onStale: () => void;
}

const touched = { additionalTypenames: ["CaseloadPlan", "PlannedAssignment", "Assignment"] };
const open = ["RUNNING", "DRAFT", "PROPOSED", "APPROVED"];

export function Actions({ plan, onStale }: Props) {
  const { t } = useTranslation();
  const { role } = useRights();
  const [deciding, setDeciding] = useState<Decision>();
  const [submitting, submit] = useMutation(SubmitCaseloadPlanDocument);
  const [applying, apply] = useMutation(ApplyCaseloadPlanDocument);
  const { id, version, state } = plan;
  const isLeader = role === "LEADER";
  const isCoordinator = role === "COORDINATOR";

  const put = async () => {
    const { error } = await submit({ input: { id, version } }, touched);
    if (error) {
      complain(error);
      if (codeOf(error) === "CONFLICT") onStale();
    } else toast("good", t("plans.submitted"));
  };
  const carryOut = async () => {
    const yes = await confirm({
      title: t("plans.applyAsk"),
      body: t("plans.applyWhat", { count: plan.moves ?? 0 }),
      yes: t("plans.apply"),
    });
    if (!yes) return;
    const { error } = await apply({ input: { id, version } }, touched);
    if (error) {
      complain(error);
      onStale();
    } else toast("good", t("plans.applied"));
  };

  return (
    <>
      {isCoordinator && state === "DRAFT" && (
        <Button type="primary" loading={submitting.fetching} onClick={put}>
          {t("plans.submit")}
        </Button>
      )}
      {isLeader && state === "PROPOSED" && (
        <>
          <Button type="primary" onClick={() => setDeciding("approve")}>
            {t("plans.decisions.approve")}
          </Button>
          <Button danger onClick={() => setDeciding("reject")}>
            {t("plans.decisions.reject")}
          </Button>
        </>
      )}
      {(isCoordinator || isLeader) && state === "APPROVED" && (
        <Button type="primary" loading={applying.fetching} onClick={carryOut}>
          {t("plans.apply")}
        </Button>
      )}
      {isCoordinator && open.includes(state) && (
        <Button onClick={() => setDeciding("cancel")}>{t("plans.decisions.cancel")}</Button>
      )}
      {deciding && (
        <DecisionDialog
          plan={plan}
          decision={deciding}
          onStale={onStale}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </>
  );
}
