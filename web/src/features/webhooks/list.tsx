// Where other systems are told what happens.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type WebhookRecordFragment, WebhooksDocument } from "../../gql/webhooks";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { Page } from "../../platform/page";
import { StateTag } from "../../platform/state-tag";
import { Trouble } from "./trouble";
import { useTopicWords } from "./words-of";
import "./webhooks.css";

export default function Webhooks() {
  const { t } = useTranslation();
  const list = useConnection(WebhooksDocument, { first: 50 }, (data) => data.webhooks);
  return (
    <Page
      title={t("webhooks.title")}
      aside={list.totalCount !== undefined && t("webhooks.count", { count: list.totalCount })}
      actions={
        <Link to="/webhooks/new">
          <Button type="primary" tabIndex={-1}>
            {t("webhooks.create")}
          </Button>
        </Link>
      }
    >
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("webhooks.none")}
        retry={list.retry}
      >
        <ul className="stack">
          {list.nodes.map((webhook) => (
            <Entry key={webhook.id} webhook={webhook} />
          ))}
        </ul>
        {list.hasMore && (
          <Button block loading={list.loading} onClick={list.loadMore}>
            {t("associations.more")}
          </Button>
        )}
      </AsyncState>
    </Page>
  );
}

function Entry({ webhook }: { readonly webhook: WebhookRecordFragment }) {
  const { t } = useTranslation();
  const words = useTopicWords();
  const { id, url, description, state, topics, apiClient } = webhook;
  return (
    <li className="card webhook">
      <div className="row">
        <Link to={`/webhooks/${id}`}>
          <strong>{description || url}</strong>
        </Link>
        <StateTag of="WebhookState" value={state} />
      </div>
      {description && <code className="webhook-url">{url}</code>}
      <p className="muted">
        {t("webhooks.forClient", { name: apiClient.name })} ·{" "}
        {topics.length > 3
          ? t("webhooks.topicsAndMore", {
              topics: topics.slice(0, 3).map(words.topic).join("、"),
              count: topics.length,
            })
          : topics.map(words.topic).join("、")}
      </p>
      {state === "PAUSED" && <Trouble id={id} />}
    </li>
  );
}
