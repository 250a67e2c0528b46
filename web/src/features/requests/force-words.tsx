import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddTaskForceMinutesDocument, DissolveTaskForceDocument } from "../../gql/requests";
import type { NoteVisibility } from "../../gql/schema";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { PaperPicker, usePapers } from "../../platform/papers";
import { useSeen } from "../../platform/seen";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import type { Force } from "./forces";
import { TextForm } from "./text-form";
import { VisibilityChoice } from "./visibility";

interface Props {
  readonly force: Force;
  readonly reload: () => void;
  readonly close: () => void;
}

export function MinutesForm({ force, reload, close }: Props) {
  const { t } = useTranslation();
  const [clientId] = useState(() => crypto.randomUUID());
  const [minutes, setMinutes] = useState("");
  const [visibility, setVisibility] = useState<NoteVisibility>("INTERNAL");
  const papers = usePapers();
  const save = useSave(AddTaskForceMinutesDocument, reload);
  const submit = async () => {
    const words = { minutes: minutes.trim(), visibility, attachmentIds: papers.ids };
    if (await save.save({ input: { id: force.id, clientId, ...words } })) {
      toast("good", t("requests.steps.MINUTE.done"));
      close();
    }
  };
  return (
    <FormPanel
      title={t("requests.steps.MINUTE.name")}
      about={t("requests.steps.MINUTE.about")}
      yes={t("app.save")}
      busy={save.busy}
      ready={minutes.trim() !== "" && !papers.busy}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("requests.steps.MINUTE.text")} name="minutes">
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 4, maxRows: 16 }}
            maxLength={2000}
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        )}
      </Field>
      <VisibilityChoice value={visibility} onChange={setVisibility} />
      <PaperPicker papers={papers} />
    </FormPanel>
  );
}

export function DissolveForm({ force, reload, close }: Props) {
  const [version, again] = useSeen(force.version, reload);
  const save = useSave(DissolveTaskForceDocument, again);
  return (
    <TextForm
      step="DISSOLVE_TASK_FORCE"
      optional
      danger
      save={save}
      close={close}
      variables={(note) => ({ input: { id: force.id, version, note: note || null } })}
    />
  );
}
