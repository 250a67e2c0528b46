import { Button } from "antd";
import i18n from "i18next";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { confirm } from "../../platform/confirm";
import { formatWhen } from "../../platform/dates";
import { Mark } from "../../platform/state-tag";
import { toast } from "../../platform/toast";
import { discarded, type Item, resent } from "./queue";
import { type Sending, sendNow } from "./sender";
import { readItems, write } from "./store";
import { saying, textOf } from "./words-of";

interface Props {
  readonly userId: string;
  readonly item: Item;
  readonly sending: Sending | undefined;
}

/** One thing that waits: what it is, how far it is, and what to do when it was refused. */
export function OutboxEntry({ userId, item, sending }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { content, refusal } = item;
  const form = { visit: "visit", plan: "plan", request: "request" }[content.kind];
  const again = async () => {
    await write(userId, { keep: [resent(item, content, item.photos)], forget: [] });
    sendNow();
  };
  const isHere = sending?.itemId === item.id;
  return (
    <li className="card outbox-entry">
      <div className="row">
        <Mark tone={refusal ? "bad" : "plain"}>{t(`outbox.kinds.${content.kind}`)}</Mark>
        <strong>{item.firmName}</strong>
        <span className="muted">{formatWhen(new Date(item.writtenAt).toISOString())}</span>
      </div>
      <p className="outbox-text">{saying(content)}</p>
      {item.photos.length > 0 && (
        <p className="muted">{t("outbox.photos", { count: item.photos.length })}</p>
      )}
      {refusal ? (
        <div className="outbox-refusal" role="alert">
          <p>
            <strong>{t("outbox.refused")}</strong>
            {refusal.words ?? t(`outbox.reasons.${refusal.code}`, t("outbox.reasons.OTHER"))}
          </p>
          <p>{t(`outbox.advice.${refusal.code}`, t("outbox.advice.OTHER"))}</p>
        </div>
      ) : (
        <p className="muted" role="status">
          {isHere ? progressOf(item, sending) : waitingOf(item)}
        </p>
      )}
      <div className="row outbox-actions">
        {refusal && (
          <>
            <Button
              type="primary"
              onClick={() =>
                navigate(`/enterprises/${content.input.enterpriseId}/${form}?item=${item.id}`)
              }
            >
              {t("outbox.edit")}
            </Button>
            <Button onClick={again}>{t("outbox.resend")}</Button>
          </>
        )}
        <Button onClick={() => copy(item)}>{t("outbox.copy")}</Button>
        {!isHere && (
          <Button type="text" danger onClick={() => discard(userId, item)}>
            {t("outbox.discard")}
          </Button>
        )}
      </div>
    </li>
  );
}

function progressOf(item: Item, { photo }: Sending) {
  return photo > 0
    ? i18n.t("outbox.sendingPhoto", { photo, of: item.photos.length })
    : i18n.t("outbox.sendingNow");
}

function waitingOf(item: Item) {
  if (item.after) return i18n.t("outbox.afterVisit");
  return i18n.t(item.tries > 0 ? "outbox.retrying" : "outbox.waiting", { tries: item.tries });
}

async function copy(item: Item) {
  const copied = await navigator.clipboard.writeText(textOf(item)).then(
    () => true,
    () => false,
  );
  toast(copied ? "good" : "bad", i18n.t(copied ? "outbox.copied" : "outbox.notCopied"));
}

async function discard(userId: string, item: Item) {
  const agreed = await confirm({
    title: i18n.t("outbox.discardTitle", { firm: item.firmName }),
    body: i18n.t(item.tries > 0 ? "outbox.discardUnsure" : "outbox.discardBody"),
    yes: i18n.t("outbox.discardYes"),
    danger: true,
  });
  if (!agreed) return;
  await write(userId, discarded(await readItems(userId), item.id));
  sendNow();
}
