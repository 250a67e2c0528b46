// What was told at an address, and what came of each try.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import type { WebhookDeliveryState } from "../../gql/schema";
import {
  DeliveriesDocument,
  type DeliveryFragment,
  RedeliverWebhookDocument,
} from "../../gql/webhooks";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { useConnection } from "../../platform/connection";
import { formatInstant, formatWhen } from "../../platform/dates";
import { Pick } from "../../platform/inputs";
import { StateTag } from "../../platform/state-tag";
import { toast } from "../../platform/toast";
import { isTaken, useOutcomeWords } from "./outcome";
import { RangeDialog } from "./range-dialog";
import { useTopicWords } from "./words-of";

const states: readonly WebhookDeliveryState[] = ["PENDING", "DELIVERED", "PARKED"];
const touched = { additionalTypenames: ["WebhookDelivery"] };

export function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [address, change] = useAddressState(["state"]);
  const state = states.find((one) => one === address("state")) ?? null;
  const list = useConnection(
    DeliveriesDocument,
    { filter: { webhook: webhookId, state }, first: 20 },
    (data) => data.webhookDeliveries,
  );
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t("webhooks.deliveries")}{" "}
          <span className="muted number">
            {list.totalCount !== undefined && t("webhooks.times", { count: list.totalCount })}
          </span>
        </h2>
        <div className="row no-print">
          <Pick
            value={address("state")}
            label={t("webhooks.deliveryState")}
            none={t("webhooks.allDeliveries")}
            options={states.map((value) => ({
              value,
              label: t(`app.enums.WebhookDeliveryState.${value}`),
            }))}
            onChange={(next) => change({ state: next })}
          />
          <Button onClick={list.retry}>{t("webhooks.readAgain")}</Button>
          <Button onClick={() => setAsking(true)}>{t("webhooks.redeliverRange")}</Button>
        </div>
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("webhooks.noDeliveries")}
        retry={list.retry}
      >
        <ul className="deliveries">
          {list.nodes.map((delivery) => (
            <Entry key={delivery.id} delivery={delivery} />
          ))}
        </ul>
        {list.hasMore && (
          <Button block loading={list.loading} onClick={list.loadMore}>
            {t("associations.more")}
          </Button>
        )}
      </AsyncState>
      {asking && <RangeDialog webhookId={webhookId} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Entry({ delivery }: { readonly delivery: DeliveryFragment }) {
  const { t } = useTranslation();
  const words = useTopicWords();
  const outcome = useOutcomeWords();
  const [{ fetching }, redeliver] = useMutation(RedeliverWebhookDocument);
  const { id, topic, subjectId, messageId, happenedAt, state, attempts, nextTryAt } = delivery;
  const again = async () => {
    const { error } = await redeliver({ input: { deliveryId: id } }, touched);
    if (error) complain(error);
    else toast("good", t("webhooks.redelivered", { count: 1 }));
  };
  return (
    <li>
      <details>
        <summary>
          <span className="delivery-line">
            <span>{words.topic(topic)}</span>
            <StateTag of="WebhookDeliveryState" value={state} />
            <span className="muted number">{formatInstant(happenedAt)}</span>
            <span className="muted">
              {attempts[0] ? outcome(attempts[0]) : t("webhooks.notTried")}
            </span>
          </span>
        </summary>
        <div className="delivery">
          <dl className="facts">
            <dt>{t("webhooks.topic")}</dt>
            <dd>
              <code>{topic}</code>
            </dd>
            {subjectId && (
              <>
                <dt>{t("webhooks.subject")}</dt>
                <dd>
                  <code>{subjectId}</code>
                </dd>
              </>
            )}
            <dt>webhook-id</dt>
            <dd>
              <code>{messageId}</code>
            </dd>
            {nextTryAt && (
              <>
                <dt>{t("webhooks.nextTry")}</dt>
                <dd>{formatWhen(nextTryAt)}</dd>
              </>
            )}
          </dl>
          <h3>{t("webhooks.request")}</h3>
          <pre>{pretty(delivery.request)}</pre>
          <h3>{t("webhooks.attempts", { count: attempts.length })}</h3>
          {attempts.length === 0 && <p className="muted">{t("webhooks.notTried")}</p>}
          <ol className="attempts">
            {attempts.map((attempt) => (
              <li key={attempt.id}>
                <span className="row">
                  <span className={isTaken(attempt) ? "attempt-good" : "attempt-bad"}>
                    {outcome(attempt)}
                  </span>
                  <span className="muted number">
                    {t("webhooks.tried", { when: formatInstant(attempt.at), ms: attempt.tookMs })}
                  </span>
                </span>
                {attempt.answer && <pre>{attempt.answer}</pre>}
              </li>
            ))}
          </ol>
          {state !== "PENDING" && (
            <Button loading={fetching} onClick={again}>
              {t("webhooks.redeliver")}
            </Button>
          )}
        </div>
      </details>
    </li>
  );
}

function pretty(body: string) {
  return JSON.stringify(JSON.parse(body), undefined, 2);
}
