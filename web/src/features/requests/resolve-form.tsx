import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ResolveRequestDocument } from "../../gql/requests";
import type { RequestOutcome } from "../../gql/schema";
import { Choice } from "../../platform/choice";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { PaperPicker, usePapers } from "../../platform/papers";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { useSeenRequest } from "./seen";
import type { StepProps } from "./step-forms";

const outcomes: readonly RequestOutcome[] = ["DONE", "PARTLY", "NOT_POSSIBLE"];

export function ResolveForm({ request, reload, close }: StepProps) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<RequestOutcome>("DONE");
  const [note, setNote] = useState("");
  const papers = usePapers();
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(ResolveRequestDocument, again);
  const submit = async () => {
    const input = { ...seen, outcome, note: note.trim(), attachmentIds: papers.ids };
    if (await save.save({ input })) {
      toast("good", t("requests.steps.RESOLVE.done"));
      close();
    }
  };
  return (
    <FormPanel
      title={t("requests.steps.RESOLVE.name")}
      about={t("requests.steps.RESOLVE.about")}
      yes={t("requests.steps.RESOLVE.name")}
      busy={save.busy}
      ready={note.trim().length > 0 && !papers.busy}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Choice
        label={t("requests.outcome")}
        value={outcome}
        options={outcomes.map((value) => ({
          value,
          label: t(`app.enums.RequestOutcome.${value}`),
        }))}
        onChange={setOutcome}
      />
      <Field label={t("requests.steps.RESOLVE.text")} name="note">
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
