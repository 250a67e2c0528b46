// A form in the page, where it is called for: no window on top of what one writes about.
import { Button } from "antd";
import { createContext, type ReactNode, useContext, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { adviceOf, fieldOf, wordsFor } from "./problem";
import "./form-panel.css";
import "./inputs.css";

const Refused = createContext<string | undefined>(undefined);

interface PanelProps {
  readonly title: string;
  /** What comes of it, in a sentence. */
  readonly about?: ReactNode;
  readonly yes: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly ready?: boolean;
  readonly error?: CombinedError | undefined;
  readonly submit: () => void;
  readonly cancel?: (() => void) | undefined;
  readonly children?: ReactNode;
}

export function FormPanel(props: PanelProps) {
  const { title, about, yes, danger = false, busy, ready = true, error, submit, cancel } = props;
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => {
    // A panel that was just opened is what the person wants to write in.
    if (!cancel) return;
    form.current?.scrollIntoView({ block: "nearest" });
    form.current?.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
  }, []);
  return (
    <form
      ref={form}
      className="card form-panel"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) submit();
      }}
    >
      <h2 id={id}>{title}</h2>
      {about && <p className="muted">{about}</p>}
      <Refused.Provider value={error && fieldOf(error)}>{props.children}</Refused.Provider>
      {error && (
        <p className="form-problem" role="alert">
          {adviceOf(error) ?? t(wordsFor(error))}
        </p>
      )}
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" danger={danger} loading={busy} disabled={!ready}>
          {yes}
        </Button>
        {cancel && <Button onClick={cancel}>{t("app.cancel")}</Button>}
      </div>
    </form>
  );
}

interface Wiring {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

interface FieldProps {
  readonly label: string;
  /** The name in the API's input, by which a refusal finds the field. */
  readonly name?: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean;
  readonly children: (wiring: Wiring) => ReactNode;
}

export function Field({ label, name, hint, optional = false, children }: FieldProps) {
  const { t } = useTranslation();
  const refused = useContext(Refused);
  const id = useId();
  const isRefused = name !== undefined && refused?.split(".").includes(name) === true;
  return (
    <div className={isRefused ? "field is-refused" : "field"}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="muted">{t("app.optional")}</span>}
      </label>
      {children({
        id,
        "aria-describedby": hint ? `${id}-hint` : undefined,
        "aria-invalid": isRefused,
      })}
      {hint && (
        <span id={`${id}-hint`} className="field-hint muted">
          {hint}
        </span>
      )}
    </div>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

/** One of a few, all in sight, as large as a thumb. */
export function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  const name = useId();
  return (
    <fieldset className="field choice">
      <legend>{label}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
