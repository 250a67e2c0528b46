import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DecideEscalationDocument, ResubmitEscalationDocument } from "../../gql/requests";
import type { EscalationDecision, NoteVisibility } from "../../gql/schema";
import { Choice } from "../../platform/choice";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { PaperPicker, usePapers } from "../../platform/papers";
import { useSeen } from "../../platform/seen";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import type { Climb } from "./climbing";
import { VisibilityChoice } from "./visibility";

const decisions: readonly EscalationDecision[] = ["APPROVE", "RETURN", "REFUSE"];

interface Props {
  readonly step: Climb;
  readonly reload: () => void;
  readonly close: () => void;
}

export function DecideForm({ step, reload, close }: Props) {
  const { t } = useTranslation();
  const [decision, setDecision] = useState<EscalationDecision>("APPROVE");
  const [opinion, setOpinion] = useState("");
  const [visibility, setVisibility] = useState<NoteVisibility>("INTERNAL");
  const papers = usePapers();
  const [version, again] = useSeen(step.version, reload);
  const save = useSave(DecideEscalationDocument, again);
  const submit = async () => {
    const words = { opinion: opinion.trim(), visibility, attachmentIds: papers.ids };
    if (await save.save({ input: { id: step.id, version, decision, ...words } })) {
      toast("good", t(`requests.decided.${decision}`));
      close();
    }
  };
  return (
    <FormPanel
      title={t("requests.decideFor", { agency: step.agency.name })}
      about={t(`requests.decisionAbout.${decision}`)}
      yes={t(`requests.decision.${decision}`)}
      danger={decision === "REFUSE"}
      busy={save.busy}
      ready={opinion.trim() !== "" && !papers.busy}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Choice
        label={t("requests.decide")}
        value={decision}
        options={decisions.map((value) => ({ value, label: t(`requests.decision.${value}`) }))}
        onChange={setDecision}
      />
      <Field label={t("requests.opinion")} name="opinion">
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={2000}
            value={opinion}
            onChange={(event) => setOpinion(event.target.value)}
          />
        )}
      </Field>
      <VisibilityChoice value={visibility} onChange={setVisibility} />
      <PaperPicker papers={papers} />
    </FormPanel>
  );
}

export function ResubmitForm({ step, reload, close }: Props) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const papers = usePapers();
  const [version, again] = useSeen(step.version, reload);
  const save = useSave(ResubmitEscalationDocument, again);
  const submit = async () => {
    const words = { note: note.trim(), attachmentIds: papers.ids };
    if (await save.save({ input: { id: step.id, version, ...words } })) {
      toast("good", t("requests.resubmitted"));
      close();
    }
  };
  return (
    <FormPanel
      title={t("requests.resubmit")}
      about={t("requests.resubmitAbout", { agency: step.agency.name })}
      yes={t("requests.resubmit")}
      busy={save.busy}
      ready={note.trim() !== "" && !papers.busy}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("requests.resubmitText")} name="note">
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <PaperPicker papers={papers} />
    </FormPanel>
  );
}
