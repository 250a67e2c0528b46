import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CombinedError, useMutation } from "urql";
import { ChangePasswordDocument } from "../../gql/auth";
import { adviceOf, codeOf, wordsFor } from "../../platform/problem";
import { keepUnderNew } from "../../platform/session";
import { toast } from "../../platform/toast";

const nothing = { present: "", next: "", again: "" };

export function ChangePassword({ username }: { readonly username: string }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(nothing);
  const [{ fetching }, change] = useMutation(ChangePasswordDocument);
  const [problem, setProblem] = useState<string>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (form.next !== form.again) {
      setProblem(t("auth.notTheSame"));
      return;
    }
    const input = { presentPassword: form.present, newPassword: form.next };
    const { error } = await change({ input });
    if (error) {
      setProblem(wordsOf(error));
      return;
    }
    await keepUnderNew(form.present, form.next);
    setProblem(undefined);
    setForm(nothing);
    toast("good", t("auth.passwordChanged"));
  };
  const wordsOf = (error: CombinedError) =>
    adviceOf(error) ?? t(codeOf(error) === "UNAUTHENTICATED" ? "auth.wrong" : wordsFor(error));

  return (
    <section className="card">
      <h2>{t("auth.changePassword")}</h2>
      <form className="sign-in-form" onSubmit={submit}>
        <input hidden autoComplete="username" value={username} readOnly />
        {(["present", "next", "again"] as const).map((field) => (
          <label key={field}>
            {t(`auth.passwords.${field}`)}
            <Input.Password
              size="large"
              autoComplete={field === "present" ? "current-password" : "new-password"}
              value={form[field]}
              onChange={(event) => setForm({ ...form, [field]: event.target.value })}
            />
          </label>
        ))}
        <p className="muted">{t("auth.passwordRule")}</p>
        {problem && (
          <p role="alert" className="sign-in-error">
            {problem}
          </p>
        )}
        <Button
          size="large"
          htmlType="submit"
          loading={fetching}
          disabled={!form.present || !form.next || !form.again}
        >
          {t("auth.changePassword")}
        </Button>
      </form>
    </section>
  );
}
