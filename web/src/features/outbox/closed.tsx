import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { openEarlier } from "../../platform/vault";
import { sendNow } from "./sender";

/** The password was reset elsewhere: what was written before opens with the earlier one. */
export function ClosedItems({
  userId,
  count,
}: {
  readonly userId: string;
  readonly count: number;
}) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [state, setState] = useState<"asking" | "busy" | "wrong">("asking");
  const open = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    const opened = await openEarlier(userId, password);
    setPassword("");
    setState(opened ? "asking" : "wrong");
    if (opened) sendNow();
  };
  return (
    <form className="card stack" onSubmit={open}>
      <p>{t("outbox.closed", { count })}</p>
      <label>
        {t("outbox.earlierPassword")}
        <Input.Password
          size="large"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      {state === "wrong" && <p role="alert">{t("outbox.wrongEarlier")}</p>}
      <Button htmlType="submit" size="large" loading={state === "busy"} disabled={!password}>
        {t("outbox.openEarlier")}
      </Button>
    </form>
  );
}
