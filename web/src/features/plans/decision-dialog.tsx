import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import {
  ApproveCaseloadPlanDocument,
  CancelCaseloadPlanDocument,
  RejectCaseloadPlanDocument,
} from "../../gql/plans";
import { Dialog } from "../../platform/dialog";
import { codeOf } from "../../platform/problem";
import { type Filled, RecordForm } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import type { Plan } from "./plan";

export type Decision = "approve" | "reject" | "cancel";

interface Props {
  readonly plan: Plan;
  readonly decision: Decision;
  readonly onStale: () => void;
  readonly onClose: () => void;
}

/** A decision with its words: a note that may be left out, or a reason that may not. */
export function DecisionDialog({ plan, decision, onStale, onClose }: Props) {
  const { t } = useTranslation();
  const [, approve] = useMutation(ApproveCaseloadPlanDocument);
  const [, reject] = useMutation(RejectCaseloadPlanDocument);
  const [, cancel] = useMutation(CancelCaseloadPlanDocument);
  const take = (words: string) => {
    const { id, version } = plan;
    switch (decision) {
      case "approve":
        return approve({ input: { id, version, note: words } });
      case "reject":
        return reject({ input: { id, version, reason: words } });
      case "cancel":
        return cancel({ input: { id, version, reason: words } });
    }
  };
  const save = async ({ values }: Filled<"words">) => {
    const { error } = await take(values.words);
    if (error) {
      if (codeOf(error) === "CONFLICT") onStale();
      return error;
    }
    toast("good", t(`plans.decided.${decision}`));
    onClose();
    return undefined;
  };
  return (
    <Dialog title={t(`plans.decisions.${decision}`)} onClose={onClose}>
      <RecordForm<"words">
        isNarrow
        fields={[
          {
            name: "words",
            label: t(decision === "approve" ? "plans.decisionNote" : "plans.decisionReason"),
            kind: "area",
            isRequired: decision !== "approve",
          },
        ]}
        start={{ version: 0, values: { words: "" } }}
        save={save}
        words={t(`plans.decisions.${decision}`)}
        onCancel={onClose}
      />
    </Dialog>
  );
}
