// Where a system is told, and what. A new address is given its secret, shown this once.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useClient, useMutation, useQuery } from "urql";
import {
  CreateWebhookDocument,
  UpdateWebhookDocument,
  WebhookByIdDocument,
  WebhookChoicesDocument,
  type WebhookRecordFragment,
} from "../../gql/webhooks";
import { AsyncState } from "../../platform/async-state";
import type { FieldShape } from "../../platform/fields";
import { Page } from "../../platform/page";
import { type Filled, RecordForm, type Start } from "../../platform/record-form";
import { SecretOnce } from "../../platform/secret-once";
import { toast } from "../../platform/toast";
import { TopicTable } from "./topic-table";
import { grouped } from "./topics";
import { useTopicWords } from "./words-of";

type Name = "apiClientId" | "url" | "description" | "topics";

const startOf = (webhook: WebhookRecordFragment | undefined, apiClientId = ""): Start<Name> => ({
  version: webhook?.version ?? 0,
  values: {
    apiClientId,
    url: webhook?.url ?? "https://",
    description: webhook?.description ?? "",
    topics: webhook?.topics.join() ?? "",
  },
});

export default function EditWebhook() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [params] = useSearchParams();
  const api = useClient();
  const navigate = useNavigate();
  const [clientId] = useState(() => crypto.randomUUID());
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string }>();
  const [, create] = useMutation(CreateWebhookDocument);
  const [, update] = useMutation(UpdateWebhookDocument);
  const [choices] = useQuery({ query: WebhookChoicesDocument });
  const [{ data, fetching, error }, read] = useQuery({
    query: WebhookByIdDocument,
    variables: { id: id ?? "" },
    pause: id === undefined,
    requestPolicy: "cache-and-network",
  });
  const webhook = data?.node?.__typename === "Webhook" ? data.node : undefined;
  const fields = useFields(id === undefined);

  const change = async ({ version, changed }: Filled<Name>) => {
    const { error: failed } = await update({
      input: {
        id: id ?? "",
        version,
        url: changed("url"),
        description: changed("description"),
        topics: changed("topics")?.split(",").filter(Boolean),
      },
    });
    if (failed) return failed;
    toast("good", t("app.saved"));
    navigate(`/webhooks/${id}`, { replace: true });
    return undefined;
  };
  const make = async ({ values }: Filled<Name>) => {
    const { apiClientId, url, description } = values;
    const topics = values.topics.split(",").filter(Boolean);
    const input = { clientId, apiClientId, url, description: description || null, topics };
    const answer = await create({ input });
    if (answer.data) {
      const { secret, webhook: row } = answer.data.createWebhook;
      setMade({ id: row.id, secret });
    }
    return answer.error;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await api.query(WebhookByIdDocument, { id: id ?? "" }, options);
    return now.data?.node?.__typename === "Webhook" ? startOf(now.data.node) : undefined;
  };
  const home = { to: "/webhooks", title: t("webhooks.title") };
  const name = webhook && (webhook.description || t("webhooks.one"));
  return (
    <Page
      title={t(id ? "webhooks.edit" : "webhooks.create")}
      crumbs={webhook && name ? [home, { to: `/webhooks/${webhook.id}`, title: name }] : [home]}
    >
      {made ? (
        <SecretOnce
          title={t("webhooks.secret")}
          about={t("webhooks.secretAbout")}
          value={made.secret}
          kept={t("webhooks.secretKept")}
          close={() => navigate(`/webhooks/${made.id}`, { replace: true })}
        />
      ) : (
        <AsyncState
          loading={fetching || choices.fetching}
          error={error ?? choices.error}
          has={choices.data !== undefined && (id === undefined || data !== undefined)}
          isEmpty={id !== undefined && !webhook}
          empty={t("app.problems.NOT_FOUND")}
          retry={() => read({ requestPolicy: "network-only" })}
        >
          <div className="card">
            <RecordForm
              fields={fields}
              start={startOf(webhook, params.get("client") ?? "")}
              save={id ? change : make}
              reload={reload}
              onCancel={() => navigate(-1)}
            />
          </div>
        </AsyncState>
      )}
    </Page>
  );
}

function useFields(isNew: boolean): readonly FieldShape<Name>[] {
  const { t } = useTranslation();
  const words = useTopicWords();
  const [{ data }] = useQuery({ query: WebhookChoicesDocument });
  const clients = (data?.apiClients.nodes ?? []).filter(({ revokedAt }) => !revokedAt);
  const client: FieldShape<Name> = {
    name: "apiClientId",
    label: t("webhooks.client"),
    isRequired: true,
    none: t("webhooks.chooseClient"),
    options: clients.map(({ id, name }) => ({ value: id, label: name })),
    ...(clients.length === 0 ? { hint: t("webhooks.noClients") } : {}),
  };
  return [
    ...(isNew ? [client] : []),
    {
      name: "description",
      label: t("webhooks.description"),
      hint: t("webhooks.descriptionHint"),
    },
    {
      name: "url",
      label: t("webhooks.url"),
      isRequired: true,
      isWide: true,
      hint: t("webhooks.urlHint"),
    },
    {
      name: "topics",
      label: t("webhooks.topics"),
      isRequired: true,
      isWide: true,
      hint: t("webhooks.topicsHint"),
      input: ({ id, value, change }) => (
        <TopicTable
          id={id}
          groups={grouped(data?.webhookTopics ?? [])}
          value={value}
          change={change}
        />
      ),
      show: (value) => value.split(",").filter(Boolean).map(words.topic).join("、"),
    },
  ];
}
