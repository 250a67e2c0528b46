import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { PaperPicker, usePapers } from "../../platform/papers";
import { toast } from "../../platform/toast";
import type { Save } from "../../platform/use-save";

interface Props<Data, Variables> {
  /** Whose words these are: a key of the steps in words.zh.ts. */
  readonly step: string;
  /** The name of the text in the API's input. */
  readonly name?: string;
  readonly optional?: boolean;
  readonly danger?: boolean;
  readonly hasPapers?: boolean;
  readonly save: Save<Data, Variables>;
  readonly variables: (text: string, paperIds: readonly string[]) => Variables;
  readonly close: () => void;
}

/** A step that takes a few words, and papers where there may be some. */
export function TextForm<Data, Variables>(props: Props<Data, Variables>) {
  const { step, name = "note", optional = false, danger = false, hasPapers = false } = props;
  const { save, variables, close } = props;
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const papers = usePapers();
  const words = text.trim();
  const submit = async () => {
    if (await save.save(variables(words, papers.ids))) {
      toast("good", t(`requests.steps.${step}.done`));
      close();
    }
  };
  return (
    <FormPanel
      title={t(`requests.steps.${step}.name`)}
      about={t(`requests.steps.${step}.about`)}
      yes={t(`requests.steps.${step}.name`)}
      danger={danger}
      busy={save.busy}
      ready={!papers.busy && (optional || words.length > 0)}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t(`requests.steps.${step}.text`)} name={name} optional={optional}>
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {hasPapers && <PaperPicker papers={papers} />}
    </FormPanel>
  );
}
