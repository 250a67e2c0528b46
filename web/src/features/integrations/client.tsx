// One system that is connected: its terms, its keys, and what can be done about them.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useMutation, useQuery } from "urql";
import {
  ApiClientByIdDocument,
  type ApiClientRecordFragment,
  RevokeApiClientDocument,
} from "../../gql/integrations";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { formatInstant, formatWhen } from "../../platform/dates";
import { Page } from "../../platform/page";
import { SecretOnce } from "../../platform/secret-once";
import { toast } from "../../platform/toast";
import { stateOf, stateOfKey } from "./keys";
import { RotateDialog } from "./rotate-dialog";
import { KeyMark, useScopeWords } from "./state";

export default function ApiClientPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [rotating, setRotating] = useState(false);
  const [key, setKey] = useState<string>();
  const [, revoke] = useMutation(RevokeApiClientDocument);
  const [{ data, fetching, error }, read] = useQuery({
    query: ApiClientByIdDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const client = data?.node?.__typename === "ApiClient" ? data.node : undefined;
  const shutOut = async ({ name }: ApiClientRecordFragment) => {
    const yes = await confirm({
      title: t("integrations.revokeAsk", { name }),
      body: t("integrations.revokeWhat"),
      yes: t("integrations.revoke"),
      danger: true,
    });
    if (!yes) return;
    const { error: failed } = await revoke({ input: { id } });
    if (failed) complain(failed);
    else toast("good", t("integrations.revoked"));
  };
  return (
    <Page
      title={client?.name ?? t("integrations.one")}
      aside={client && <KeyMark state={stateOf(client, Date.now())} />}
      crumbs={[{ to: "/integrations", title: t("integrations.title") }]}
      actions={
        client &&
        !client.revokedAt && (
          <>
            <Link to={`/webhooks/new?client=${id}`}>
              <Button tabIndex={-1}>{t("webhooks.create")}</Button>
            </Link>
            <Button onClick={() => setRotating(true)}>{t("integrations.rotate")}</Button>
            <Link to={`/integrations/${id}/edit`}>
              <Button tabIndex={-1}>{t("app.edit")}</Button>
            </Link>
            <Button danger onClick={() => shutOut(client)}>
              {t("integrations.revoke")}
            </Button>
          </>
        )
      }
    >
      {key && (
        <SecretOnce
          title={t("integrations.key")}
          about={t("integrations.keyAbout")}
          value={key}
          kept={t("integrations.keyKept")}
          close={() => setKey(undefined)}
        />
      )}
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!client}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {client && (
          <>
            <Terms client={client} />
            <Keys client={client} />
          </>
        )}
      </AsyncState>
      {rotating && client && (
        <RotateDialog
          client={client}
          onRotated={(made) => {
            setRotating(false);
            setKey(made);
          }}
          onClose={() => setRotating(false)}
        />
      )}
    </Page>
  );
}

interface Props {
  readonly client: ApiClientRecordFragment;
}

function Terms({ client }: Props) {
  const { t } = useTranslation();
  const scopeWords = useScopeWords();
  const { agency, association, owner, scopes, addresses, quotaPerMinute, createdAt } = client;
  const lines = [
    [t("integrations.home"), agency?.name ?? association?.name ?? t("integrations.noHome")],
    [t("integrations.owner"), owner?.name],
    [t("integrations.scopes"), scopeWords(scopes).join("、") || t("integrations.noScopes")],
    [t("integrations.addresses"), addresses.join("、") || t("integrations.anywhere")],
    [
      t("integrations.quota"),
      quotaPerMinute === null
        ? t("integrations.usualQuota")
        : t("integrations.quotaOf", { quota: quotaPerMinute.toLocaleString("en") }),
    ],
    [t("integrations.since"), formatInstant(createdAt)],
    [t("integrations.endpoint"), `${location.origin}/graphql`],
    [t("integrations.clientId"), client.id],
  ] as const;
  return (
    <section className="card">
      <h2>{t("integrations.terms")}</h2>
      <dl className="facts">
        {lines.map(([label, value]) => (
          <div key={label} style={{ display: "contents" }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Keys({ client }: Props) {
  const { t } = useTranslation();
  const now = Date.now();
  return (
    <section className="card">
      <h2>{t("integrations.keys")}</h2>
      {client.keys.length === 0 && <p className="muted">{t("integrations.states.none")}</p>}
      <ul className="lines">
        {client.keys.map((key) => (
          <li key={key.id}>
            <span className="lines-main">
              <code>{key.hint}…</code>
              <KeyMark state={stateOfKey(key, now)} />
            </span>
            <span className="muted">
              {[
                key.lastUsedAt
                  ? t("integrations.usedWhen", { when: formatWhen(key.lastUsedAt) })
                  : t("integrations.neverUsed"),
                key.expiresAt && t("integrations.until", { when: formatInstant(key.expiresAt) }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
