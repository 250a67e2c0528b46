// The tray: what waits on this device, what is on its way, and what the server did not take.
import { CloudUploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { AsyncState } from "../../platform/async-state";
import { useOnline } from "../../platform/device";
import { Page } from "../../platform/page";
import { useSession } from "../../platform/session";
import { canKeep } from "../../platform/vault";
import { ClosedItems } from "./closed";
import { OutboxEntry } from "./entry";
import { sendNow, useSending } from "./sender";
import { useOutbox } from "./store";
import "./outbox.css";

export default function OutboxPage() {
  const { t } = useTranslation();
  const session = useSession();
  const online = useOnline();
  const sending = useSending();
  const { items = [], closed } = useOutbox();
  if (session.state === "out") return null;
  const userId = session.person.user.id;
  // What needs a hand comes first.
  const refused = items.filter(({ refusal }) => refusal);
  const waiting = items.filter(({ refusal }) => !refusal);
  return (
    <Page
      title={t("outbox.title")}
      aside={items.length > 0 && t("outbox.count", { count: items.length })}
      actions={
        waiting.length > 0 && (
          <Button
            type="primary"
            icon={<CloudUploadOutlined aria-hidden />}
            disabled={!online}
            loading={sending !== undefined}
            onClick={sendNow}
          >
            {t("outbox.sendNow")}
          </Button>
        )
      }
    >
      {!canKeep() && <p className="card">{t("outbox.insecure")}</p>}
      {!online && <p className="card muted">{t("outbox.offline")}</p>}
      {closed > 0 && <ClosedItems userId={userId} count={closed} />}
      <AsyncState loading={false} has isEmpty={items.length === 0} empty={t("outbox.empty")}>
        <ul className="stack">
          {[...refused, ...waiting].map((item) => (
            <OutboxEntry key={item.id} userId={userId} item={item} sending={sending} />
          ))}
        </ul>
      </AsyncState>
    </Page>
  );
}
