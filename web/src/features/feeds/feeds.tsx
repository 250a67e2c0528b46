// One's own calendar at secret addresses, for the calendar of a phone.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import {
  CalendarFeedsDocument,
  CreateCalendarFeedDocument,
  type FeedRecordFragment,
  RevokeCalendarFeedDocument,
} from "../../gql/feeds";
import type { Role } from "../../gql/schema";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { formatWhen } from "../../platform/dates";
import { type Filled, RecordForm } from "../../platform/record-form";
import { SecretOnce } from "../../platform/secret-once";
import { toast } from "../../platform/toast";
import "./feeds.css";

/** Who goes out or answers, and so has a calendar. */
export const holders: readonly Role[] = ["OFFICER", "CHIEF", "COORDINATOR", "LEADER", "PARTNER"];

export function Feeds() {
  const { t } = useTranslation();
  const [isAdding, add] = useState(false);
  const [url, setUrl] = useState<string>();
  const [{ data, fetching, error }, read] = useQuery({
    query: CalendarFeedsDocument,
    requestPolicy: "cache-and-network",
  });
  const [, create] = useMutation(CreateCalendarFeedDocument);
  const [, revoke] = useMutation(RevokeCalendarFeedDocument);
  const feeds = (data?.calendarFeeds.nodes ?? []).filter(({ revokedAt }) => revokedAt === null);

  const make = async (name: string) => {
    const answer = await create({ input: { name, clientId: crypto.randomUUID() } });
    const made = answer.data?.createCalendarFeed.url;
    if (made) setUrl(new URL(made, location.origin).href);
    return answer.error;
  };
  const save = async ({ values }: Filled<"name">) => {
    const failed = await make(values.name);
    if (!failed) add(false);
    return failed;
  };
  const renew = async ({ id, name }: FeedRecordFragment) => {
    const yes = await confirm({
      title: t("feeds.renewAsk", { name }),
      body: t("feeds.renewWhat"),
      yes: t("feeds.renew"),
    });
    if (!yes) return;
    // The old one first: of five addresses none could be added.
    const ended = await revoke({ input: { id } });
    const failed = ended.error ?? (await make(name));
    if (failed) complain(failed);
  };
  const end = async ({ id, name }: FeedRecordFragment) => {
    const yes = await confirm({
      title: t("feeds.revokeAsk", { name }),
      body: t("feeds.revokeWhat"),
      yes: t("feeds.revoke"),
      danger: true,
    });
    if (!yes) return;
    const { error: failed } = await revoke({ input: { id } });
    if (failed) complain(failed);
    else toast("good", t("feeds.revoked"));
  };

  return (
    <section className="card stack" aria-labelledby="feeds">
      <h2 id="feeds" className="feeds-title">
        {t("feeds.title")}
      </h2>
      <p className="muted">{t("feeds.about")}</p>
      {url && (
        <SecretOnce
          title={t("feeds.address")}
          about={t("feeds.addressAbout")}
          value={url}
          kept={t("feeds.addressKept")}
          close={() => setUrl(undefined)}
        />
      )}
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        retry={() => read({ requestPolicy: "network-only" })}
        rows={2}
      >
        {feeds.length > 0 && (
          <ul className="lines">
            {feeds.map((feed) => (
              <li key={feed.id}>
                <span className="lines-main">
                  <strong>{feed.name}</strong>
                  <span className="muted">
                    {feed.lastUsedAt
                      ? t("feeds.usedWhen", { when: formatWhen(feed.lastUsedAt) })
                      : t("feeds.neverUsed")}
                  </span>
                </span>
                <span className="row">
                  <Button onClick={() => renew(feed)}>{t("feeds.renew")}</Button>
                  <Button danger onClick={() => end(feed)}>
                    {t("feeds.revoke")}
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        )}
      </AsyncState>
      {url ? null : isAdding ? (
        <RecordForm<"name">
          isNarrow
          fields={[
            {
              name: "name",
              label: t("feeds.name"),
              isRequired: true,
              hint: t("feeds.nameHint"),
            },
          ]}
          start={{ version: 0, values: { name: "" } }}
          save={save}
          words={t("feeds.make")}
          onCancel={() => add(false)}
        />
      ) : (
        <Button className="feeds-add" onClick={() => add(true)}>
          {t("feeds.create")}
        </Button>
      )}
      <details className="feeds-how">
        <summary>{t("feeds.how")}</summary>
        <dl>
          {(["apple", "android", "desk"] as const).map((kind) => (
            <div key={kind}>
              <dt>{t(`feeds.hows.${kind}.name`)}</dt>
              <dd>{t(`feeds.hows.${kind}.steps`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
