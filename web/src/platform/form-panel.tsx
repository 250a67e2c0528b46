// A form in the page, where it is called for: no window on top of what one writes about.
import { Button } from "antd";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { saidOf } from "./complain";
import { Refused } from "./field";
import { fieldOf } from "./problem";
import "./form.css";

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
          {saidOf(error)}
        </p>
      )}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" danger={danger} loading={busy} disabled={!ready}>
          {yes}
        </Button>
        {cancel && <Button onClick={cancel}>{t("app.cancel")}</Button>}
      </div>
    </form>
  );
}
