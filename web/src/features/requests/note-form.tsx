import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddRequestNoteDocument } from "../../gql/requests";
import type { NoteVisibility } from "../../gql/schema";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { PaperPicker, usePapers } from "../../platform/papers";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import type { StepProps } from "./step-forms";
import { VisibilityChoice } from "./visibility";

export function NoteForm({ request, reload, close }: StepProps) {
  const { t } = useTranslation();
  const [clientId] = useState(() => crypto.randomUUID());
  const [visibility, setVisibility] = useState<NoteVisibility>("INTERNAL");
  const [note, setNote] = useState("");
  const papers = usePapers();
  const save = useSave(AddRequestNoteDocument, reload);
  const submit = async () => {
    const words = { note: note.trim(), visibility, attachmentIds: papers.ids };
    if (await save.save({ input: { id: request.id, clientId, ...words } })) {
      toast("good", t("requests.steps.NOTE.done"));
      close();
    }
  };
  return (
    <FormPanel
      title={t("requests.steps.NOTE.name")}
      about={t("requests.steps.NOTE.about")}
      yes={t("requests.steps.NOTE.name")}
      busy={save.busy}
      ready={note.trim().length > 0 && !papers.busy}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("requests.steps.NOTE.text")} name="note">
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
      <VisibilityChoice value={visibility} onChange={setVisibility} />
      <PaperPicker papers={papers} />
    </FormPanel>
  );
}
