import { CloudOutlined, InboxOutlined, WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CombinedError } from "urql";
import { adviceOf, codeOf, wordsFor } from "./problem";
import "./async-state.css";

interface Props {
  readonly loading: boolean;
  readonly error?: CombinedError | undefined;
  /** There is something to show: it stays in sight while it is read again or fails to be. */
  readonly has: boolean;
  readonly isEmpty?: boolean;
  /** What to say, and to offer, when there is nothing. */
  readonly empty?: ReactNode;
  readonly retry?: () => void;
  readonly rows?: number;
  readonly children: ReactNode;
}

/** Loading, empty, failed, offline or there: what every screen does with an answer. */
export function AsyncState(props: Props) {
  const { t } = useTranslation();
  const { loading, error, has, isEmpty = false, empty, retry, rows = 6, children } = props;
  if (has && !isEmpty) {
    return (
      <>
        {error && <Problem error={error} retry={retry} inline />}
        {children}
      </>
    );
  }
  if (error) return <Problem error={error} retry={retry} />;
  if (loading || !has) {
    return (
      <div
        className="card state-loading"
        role="status"
        aria-label={t("app.loading")}
        style={{ height: rows * 32 }}
      />
    );
  }
  return (
    <div className="state" role="status">
      <InboxOutlined aria-hidden className="state-icon" />
      <div className="muted">{empty ?? t("app.empty")}</div>
    </div>
  );
}

interface ProblemProps {
  readonly error: CombinedError;
  readonly retry?: (() => void) | undefined;
  readonly inline?: boolean;
}

/** A failure in plain words, by its code, with a way on. */
export function Problem({ error, retry, inline = false }: ProblemProps) {
  const { t } = useTranslation();
  const offline = codeOf(error) === "OFFLINE";
  const Icon = offline ? CloudOutlined : WarningOutlined;
  return (
    <div className={inline ? "state state-inline" : "state"} role="alert">
      <Icon aria-hidden className="state-icon" />
      <div>{adviceOf(error) ?? t(wordsFor(error))}</div>
      {retry && (
        <Button onClick={retry} size={inline ? "small" : "middle"}>
          {t("app.retry")}
        </Button>
      )}
    </div>
  );
}
