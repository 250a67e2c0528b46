import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { SetPairRuleDocument } from "../../gql/assignments";
import { Dialog } from "../../platform/dialog";
import { type Filled, RecordForm } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import { FirmFinder } from "../enterprises/firm-finder";
import { OfficerFinder } from "../officers/officer-finder";

type Name = "enterpriseId" | "officerId" | "kind" | "reason";
const touched = { additionalTypenames: ["PairRule"] };
const values = { enterpriseId: "", officerId: "", kind: "BAN", reason: "" };

/** A rule for any pair. */
export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [, set] = useMutation(SetPairRuleDocument);
  const save = async ({ values: { kind, ...pair } }: Filled<Name>) => {
    const input = { ...pair, kind: kind === "PIN" ? "PIN" : "BAN" } as const;
    const { error } = await set({ input }, touched);
    if (error) return error;
    toast("good", t("app.saved"));
    onClose();
    return undefined;
  };
  return (
    <Dialog title={t("assignments.addRule")} onClose={onClose}>
      <RecordForm<Name>
        isNarrow
        fields={[
          {
            name: "enterpriseId",
            label: t("enterprises.one"),
            isRequired: true,
            input: ({ id, value, change }) => (
              <FirmFinder
                id={id}
                label={t("assignments.findFirm")}
                value={value}
                onChange={change}
              />
            ),
          },
          {
            name: "officerId",
            label: t("assignments.officer"),
            isRequired: true,
            input: ({ id, value, change }) => (
              <OfficerFinder
                id={id}
                label={t("assignments.findOfficer")}
                value={value}
                onChange={change}
              />
            ),
          },
          {
            name: "kind",
            label: t("assignments.rule"),
            options: (["BAN", "PIN"] as const).map((value) => ({
              value,
              label: t(`assignments.rules.${value}`),
            })),
          },
          { name: "reason", label: t("assignments.reason"), kind: "area", isRequired: true },
        ]}
        start={{ version: 0, values }}
        save={save}
        onCancel={onClose}
      />
    </Dialog>
  );
}
