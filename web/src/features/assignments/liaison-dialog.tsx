// What can be done about who looks after one firm: assign, hand over, swap, end, ban or pin.
import { useTranslation } from "react-i18next";
import { type CombinedError, useMutation } from "urql";
import {
  AssignEnterpriseDocument,
  EndAssignmentDocument,
  HandOverEnterpriseDocument,
  SetPairRuleDocument,
  SwapAssignmentsDocument,
} from "../../gql/assignments";
import { Dialog } from "../../platform/dialog";
import type { FieldShape } from "../../platform/fields";
import { type Filled, RecordForm } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import { FirmFinder } from "../enterprises/firm-finder";
import { OfficerFinder } from "../officers/officer-finder";

export type LiaisonStep = "assign" | "handOver" | "swap" | "end" | "rule";

interface Props {
  readonly step: LiaisonStep;
  readonly firm: { readonly id: string; readonly name: string };
  /** The open link, unless there is none. */
  readonly link?: { readonly id: string; readonly version: number } | undefined;
  readonly officerId?: string | undefined;
  readonly onClose: () => void;
}

type Name = "officer" | "firm" | "kind" | "note";
const touched = { additionalTypenames: ["Enterprise", "Assignment", "Officer", "PairRule"] };

export default function LiaisonDialog({ step, firm, link, officerId, onClose }: Props) {
  const { t } = useTranslation();
  const [, assign] = useMutation(AssignEnterpriseDocument);
  const [, handOver] = useMutation(HandOverEnterpriseDocument);
  const [, swap] = useMutation(SwapAssignmentsDocument);
  const [, end] = useMutation(EndAssignmentDocument);
  const [, rule] = useMutation(SetPairRuleDocument);

  const take = (values: Filled<Name>["values"]): Promise<{ readonly error?: CombinedError }> => {
    const { note } = values;
    const clientId = crypto.randomUUID();
    const enterpriseId = firm.id;
    switch (step) {
      case "assign":
        return assign(
          { input: { clientId, enterpriseId, officerId: values.officer, note } },
          touched,
        );
      case "handOver":
        return handOver(
          { input: { clientId, enterpriseId, toOfficerId: values.officer, note } },
          touched,
        );
      case "swap":
        return swap(
          {
            input: {
              clientId,
              firstEnterpriseId: enterpriseId,
              secondEnterpriseId: values.firm,
              note,
            },
          },
          touched,
        );
      case "end":
        return end({ input: { id: link?.id ?? "", version: link?.version ?? 0, note } }, touched);
      case "rule":
        return rule(
          {
            input: {
              enterpriseId,
              officerId: values.officer,
              kind: values.kind === "PIN" ? "PIN" : values.kind === "BAN" ? "BAN" : null,
              reason: note,
            },
          },
          touched,
        );
    }
  };
  const save = async ({ values }: Filled<Name>) => {
    const { error } = await take(values);
    if (error) return error;
    toast("good", t(`assignments.done.${step}`));
    onClose();
    return undefined;
  };
  return (
    <Dialog title={t(`assignments.steps.${step}`)} onClose={onClose}>
      <p className="muted">{firm.name}</p>
      <RecordForm<Name>
        isNarrow
        fields={useFields(step)}
        start={{
          version: 0,
          values: {
            officer: (step === "rule" && officerId) || "",
            firm: "",
            kind: "BAN",
            note: "",
          },
        }}
        save={save}
        words={t(`assignments.steps.${step}`)}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function useFields(step: LiaisonStep): readonly FieldShape<Name>[] {
  const { t } = useTranslation();
  const officer: FieldShape<Name> = {
    name: "officer",
    label: t(step === "handOver" ? "assignments.toOfficer" : "assignments.officer"),
    isRequired: true,
    input: ({ id, value, change }) => (
      <OfficerFinder id={id} label={t("assignments.findOfficer")} value={value} onChange={change} />
    ),
  };
  const other: FieldShape<Name> = {
    name: "firm",
    label: t("assignments.swapWith"),
    isRequired: true,
    hint: t("assignments.swapHint"),
    input: ({ id, value, change }) => (
      <FirmFinder id={id} label={t("assignments.findFirm")} value={value} onChange={change} />
    ),
  };
  const kind: FieldShape<Name> = {
    name: "kind",
    label: t("assignments.rule"),
    options: [
      { value: "BAN", label: t("assignments.rules.BAN") },
      { value: "PIN", label: t("assignments.rules.PIN") },
    ],
  };
  const note: FieldShape<Name> = {
    name: "note",
    label: t(step === "rule" || step === "end" ? "assignments.reason" : "assignments.note"),
    kind: "area",
    isRequired: step !== "assign",
    ...(step === "handOver" || step === "swap" ? { hint: t("assignments.noteHint") } : {}),
  };
  switch (step) {
    case "assign":
    case "handOver":
      return [officer, note];
    case "swap":
      return [other, note];
    case "end":
      return [note];
    case "rule":
      return [officer, kind, note];
  }
}
