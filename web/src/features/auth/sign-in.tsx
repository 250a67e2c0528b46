import { LockOutlined, SafetyOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Person, signIn } from "../../platform/session";
import { Choices } from "./choices";
import { askAndSignOut } from "./sign-out";
import "./sign-in.css";

/** Signing in; and, when the screen is locked, signing in again as the one who was there. */
export default function SignIn({ locked }: { readonly locked: Person | undefined }) {
  const { t } = useTranslation();
  const [username, setUsername] = useState(locked?.user.username ?? "");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const failed = await signIn(locked?.user.username ?? username.trim(), password);
    // Signed in, this screen is gone.
    if (!failed) return;
    setError(failed);
    setPassword("");
    setBusy(false);
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1>
          {locked ? <LockOutlined aria-hidden /> : <SafetyOutlined aria-hidden />}
          {locked ? t("auth.locked") : t("app.name")}
        </h1>
        <p className="muted">{locked ? t("auth.lockedWhy") : t("app.subtitle")}</p>
        <form onSubmit={submit} className="sign-in-form">
          {locked ? (
            <p className="sign-in-who">
              {locked.officer?.name ?? locked.user.name}
              <span className="muted">{locked.user.agency?.name}</span>
            </p>
          ) : (
            <label>
              {t("auth.username")}
              <Input
                size="large"
                autoComplete="username"
                autoCapitalize="none"
                value={username}
                onChange={(event) => setUsername(event.target.value)}
              />
            </label>
          )}
          <label>
            {t("auth.password")}
            <Input.Password
              size="large"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
          {error && (
            <p role="alert" className="sign-in-error">
              {t(error)}
            </p>
          )}
          <Button
            type="primary"
            size="large"
            block
            htmlType="submit"
            loading={busy}
            disabled={!password || !(locked || username.trim())}
          >
            {t(locked ? "auth.unlock" : "auth.signIn")}
          </Button>
          {locked && (
            <Button type="text" block onClick={askAndSignOut}>
              {t("auth.another")}
            </Button>
          )}
        </form>
      </div>
      <Choices />
    </main>
  );
}
