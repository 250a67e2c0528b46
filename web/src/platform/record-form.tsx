// A form of a record. When somebody else was faster, both versions stand side by side and the
// person chooses, field by field: nothing is overwritten unseen.
import { Button } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { saidOf } from "./complain";
import { type FieldShape, FormField } from "./fields";
import { codeOf, fieldOf } from "./problem";
import { RecordConflict } from "./record-conflict";

export type Values<K extends string> = Readonly<Record<K, string>>;

/** A record as a form begins with it. A new one has version 0. */
export interface Start<K extends string> {
  readonly version: number;
  readonly values: Values<K>;
}

export interface Filled<K extends string> extends Start<K> {
  /** The value when it was changed, else undefined: left out of an update. */
  readonly changed: (name: K) => string | undefined;
}

interface Props<K extends string> {
  readonly fields: readonly FieldShape<K>[];
  readonly start: Start<K>;
  readonly save: (filled: Filled<K>) => Promise<CombinedError | undefined>;
  /** Reads the record as it stands now, after a conflict. */
  readonly reload?: () => Promise<Start<K> | undefined>;
  readonly words?: string;
  readonly onCancel?: () => void;
  readonly isNarrow?: boolean;
  /** Told what is filled in, where other fields depend on it. */
  readonly onChange?: (values: Values<K>) => void;
}

export function RecordForm<K extends string>(props: Props<K>) {
  const { fields, start, save, reload, words, onCancel, isNarrow = false, onChange } = props;
  const { t } = useTranslation();
  const [base, setBase] = useState(start);
  const [values, setValues] = useState(start.values);
  const [latest, setLatest] = useState<Start<K>>();
  const [error, setError] = useState<CombinedError>();
  const [busy, setBusy] = useState(false);
  const said = error && saidOf(error);
  // `position.latitude` is about the field of the last part.
  const field = error && codeOf(error) === "BAD_INPUT" ? fieldOf(error)?.split(".") : undefined;
  const wrong = fields.find(({ name }) => field?.at(-1) === name || field?.[0] === name)?.name;

  const send = async (from: Start<K>, filled: Values<K>) => {
    setBusy(true);
    const failed = await save({
      version: from.version,
      values: filled,
      changed: (name) => (filled[name] === from.values[name] ? undefined : filled[name]),
    });
    setError(failed);
    if (failed && codeOf(failed) === "CONFLICT" && reload) setLatest(await reload());
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(base, values);
  };

  if (latest) {
    return (
      <RecordConflict
        fields={fields}
        base={base.values}
        mine={values}
        theirs={latest.values}
        onBack={() => setLatest(undefined)}
        onChoose={(chosen) => {
          setBase(latest);
          setValues(chosen);
          setLatest(undefined);
          void send(latest, chosen);
        }}
      />
    );
  }
  return (
    <form className={isNarrow ? "form form-narrow" : "form"} onSubmit={submit} noValidate={false}>
      {fields.map((shape) => (
        <FormField
          key={shape.name}
          field={shape}
          value={values[shape.name]}
          wrong={wrong === shape.name ? said : undefined}
          onChange={(value) => {
            const next = { ...values, [shape.name]: value };
            setValues(next);
            onChange?.(next);
          }}
        />
      ))}
      {said && !wrong && (
        <p role="alert" className="form-problem">
          {said}
        </p>
      )}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy}>
          {words ?? t("app.save")}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t("app.cancel")}</Button>}
      </div>
    </form>
  );
}

/** Text of an input as a number: absent stays absent, empty clears. */
export function asNumber(text: string | undefined) {
  if (text === undefined) return undefined;
  return text.trim() === "" ? null : Number(text.replace(/[,，\s]/g, ""));
}

/** As `asNumber`, for text that may be cleared. */
export function orNull(text: string | undefined) {
  return text === undefined ? undefined : text.trim() || null;
}
