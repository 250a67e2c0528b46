import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface State {
  readonly failed: boolean;
}

/** Keeps a broken screen, or one whose code could not be fetched, from taking the menu with it. */
export class Boundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <div className="state" role="alert">
      <div>{t("app.broken")}</div>
      <Button onClick={() => location.reload()}>{t("app.reload")}</Button>
    </div>
  );
}
