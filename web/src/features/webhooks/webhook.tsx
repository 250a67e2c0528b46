// One address that is told what happens: its terms, what can be done about it, its deliveries.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { useMutation, useQuery } from "urql";
import {
  DeleteWebhookDocument,
  RotateWebhookSecretDocument,
  UpdateWebhookDocument,
  WebhookByIdDocument,
  type WebhookRecordFragment,
} from "../../gql/webhooks";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { formatInstant } from "../../platform/dates";
import { Page } from "../../platform/page";
import { SecretOnce } from "../../platform/secret-once";
import { StateTag } from "../../platform/state-tag";
import { toast } from "../../platform/toast";
import { Deliveries } from "./deliveries";
import { Trouble } from "./trouble";
import { useTopicWords } from "./words-of";
import "./webhooks.css";

export default function WebhookPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [secret, setSecret] = useState<string>();
  const [{ data, fetching, error }, read] = useQuery({
    query: WebhookByIdDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const node = data?.node?.__typename === "Webhook" ? data.node : undefined;
  const webhook = node?.state === "DELETED" ? undefined : node;
  return (
    <Page
      title={webhook?.description || t("webhooks.one")}
      aside={webhook && <StateTag of="WebhookState" value={webhook.state} />}
      crumbs={[{ to: "/webhooks", title: t("webhooks.title") }]}
      actions={webhook && <Actions webhook={webhook} onSecret={setSecret} />}
    >
      {secret && (
        <SecretOnce
          title={t("webhooks.secret")}
          about={t("webhooks.secretAbout")}
          value={secret}
          kept={t("webhooks.secretKept")}
          close={() => setSecret(undefined)}
        />
      )}
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!webhook}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {webhook && (
          <>
            {webhook.state === "PAUSED" && <Trouble id={id} />}
            <Terms webhook={webhook} />
            <Deliveries webhookId={id} />
          </>
        )}
      </AsyncState>
    </Page>
  );
}

interface ActionsProps {
  readonly webhook: WebhookRecordFragment;
  readonly onSecret: (secret: string) => void;
}

function Actions({ webhook, onSecret }: ActionsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [{ fetching }, update] = useMutation(UpdateWebhookDocument);
  const [, rotate] = useMutation(RotateWebhookSecretDocument);
  const [, end] = useMutation(DeleteWebhookDocument);
  const { id, version, url } = webhook;
  const isPaused = webhook.state === "PAUSED";
  const pause = async () => {
    const { error } = await update({ input: { id, version, isPaused: !isPaused } });
    if (error) complain(error);
    else toast("good", t(isPaused ? "webhooks.resumed" : "webhooks.paused"));
  };
  const change = async () => {
    const yes = await confirm({
      title: t("webhooks.rotateAsk"),
      body: t("webhooks.rotateWhat"),
      yes: t("webhooks.rotate"),
    });
    if (!yes) return;
    const { data, error } = await rotate({ input: { id } });
    if (error) complain(error);
    if (data) onSecret(data.rotateWebhookSecret.secret);
  };
  const remove = async () => {
    const yes = await confirm({
      title: t("webhooks.deleteAsk"),
      body: t("webhooks.deleteWhat", { url }),
      yes: t("webhooks.delete"),
      danger: true,
    });
    if (!yes) return;
    const { error } = await end({ input: { id } });
    if (error) return complain(error);
    toast("good", t("webhooks.deleted"));
    navigate("/webhooks", { replace: true });
  };
  return (
    <>
      <Button type={isPaused ? "primary" : "default"} loading={fetching} onClick={pause}>
        {t(isPaused ? "webhooks.resume" : "webhooks.pause")}
      </Button>
      <Link to={`/webhooks/${id}/edit`}>
        <Button tabIndex={-1}>{t("app.edit")}</Button>
      </Link>
      <Button onClick={change}>{t("webhooks.rotate")}</Button>
      <Button danger onClick={remove}>
        {t("webhooks.delete")}
      </Button>
    </>
  );
}

function Terms({ webhook }: { readonly webhook: WebhookRecordFragment }) {
  const { t } = useTranslation();
  const words = useTopicWords();
  return (
    <section className="card">
      <h2>{t("webhooks.terms")}</h2>
      <dl className="facts">
        <dt>{t("webhooks.client")}</dt>
        <dd>{webhook.apiClient.name}</dd>
        <dt>{t("webhooks.url")}</dt>
        <dd>
          <code>{webhook.url}</code>
        </dd>
        <dt>{t("webhooks.topics")}</dt>
        <dd>{webhook.topics.map(words.topic).join("、")}</dd>
        <dt>{t("webhooks.since")}</dt>
        <dd>{formatInstant(webhook.createdAt)}</dd>
        <dt>{t("webhooks.rotatedAt")}</dt>
        <dd>{formatInstant(webhook.rotatedAt)}</dd>
      </dl>
    </section>
  );
}
