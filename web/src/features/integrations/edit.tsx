// The terms of a system that is connected. A new one is given its first key, shown this once.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useClient, useMutation, useQuery } from "urql";
import {
  ApiClientByIdDocument,
  type ApiClientRecordFragment,
  CreateApiClientDocument,
  UpdateApiClientDocument,
} from "../../gql/integrations";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { asNumber, type Filled, RecordForm, type Start } from "../../platform/record-form";
import { SecretOnce } from "../../platform/secret-once";
import { toast } from "../../platform/toast";
import { type ClientField, useClientFields } from "./client-fields";

const startOf = (client: ApiClientRecordFragment | undefined): Start<ClientField> => ({
  version: client?.version ?? 0,
  values: {
    name: client?.name ?? "",
    agencyId: "",
    associationId: "",
    ownerId: client?.owner?.id ?? "",
    scopes: client?.scopes.join() ?? "",
    addresses: client?.addresses.join("\n") ?? "",
    quotaPerMinute: String(client?.quotaPerMinute ?? ""),
    keyDays: "365",
  },
});

const listed = (text: string) => text.split(/[\s,，、;；]+/).filter(Boolean);

export default function EditApiClient() {
  const { t } = useTranslation();
  const { id } = useParams();
  const api = useClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<{ readonly id: string; readonly key: string }>();
  const [, create] = useMutation(CreateApiClientDocument);
  const [, update] = useMutation(UpdateApiClientDocument);
  const [{ data, fetching, error }, read] = useQuery({
    query: ApiClientByIdDocument,
    variables: { id: id ?? "" },
    pause: id === undefined,
    requestPolicy: "cache-and-network",
  });
  const client = data?.node?.__typename === "ApiClient" ? data.node : undefined;
  const fields = useClientFields(client);

  const change = async ({ version, changed }: Filled<ClientField>) => {
    const scopes = changed("scopes");
    const addresses = changed("addresses");
    const { error: failed } = await update({
      input: {
        id: id ?? "",
        version,
        name: changed("name"),
        ownerId: changed("ownerId"),
        scopes: scopes === undefined ? undefined : listed(scopes),
        addresses: addresses === undefined ? undefined : listed(addresses),
        quotaPerMinute: asNumber(changed("quotaPerMinute")),
      },
    });
    if (failed) return failed;
    toast("good", t("app.saved"));
    navigate(`/integrations/${id}`, { replace: true });
    return undefined;
  };
  const make = async ({ values }: Filled<ClientField>) => {
    const answer = await create({
      input: {
        name: values.name,
        agencyId: values.agencyId || null,
        associationId: values.associationId || null,
        ownerId: values.ownerId || null,
        scopes: listed(values.scopes),
        addresses: listed(values.addresses),
        quotaPerMinute: asNumber(values.quotaPerMinute),
        keyDays: asNumber(values.keyDays),
      },
    });
    if (answer.data) {
      const { key, apiClient } = answer.data.createApiClient;
      setMade({ id: apiClient.id, key });
    }
    return answer.error;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await api.query(ApiClientByIdDocument, { id: id ?? "" }, options);
    return now.data?.node?.__typename === "ApiClient" ? startOf(now.data.node) : undefined;
  };
  const home = { to: "/integrations", title: t("integrations.title") };
  return (
    <Page
      title={t(id ? "integrations.edit" : "integrations.create")}
      crumbs={client ? [home, { to: `/integrations/${client.id}`, title: client.name }] : [home]}
    >
      {made ? (
        <SecretOnce
          title={t("integrations.key")}
          about={t("integrations.keyAbout")}
          value={made.key}
          kept={t("integrations.keyKept")}
          close={() => navigate(`/integrations/${made.id}`, { replace: true })}
        />
      ) : (
        <AsyncState
          loading={fetching}
          error={error}
          has={id === undefined || data !== undefined}
          isEmpty={id !== undefined && !client}
          empty={t("app.problems.NOT_FOUND")}
          retry={() => read({ requestPolicy: "network-only" })}
        >
          <div className="card">
            <RecordForm
              fields={fields}
              start={startOf(client)}
              save={id ? change : make}
              reload={reload}
              {...(id ? {} : { words: t("integrations.createAndShow") })}
              onCancel={() => navigate(-1)}
            />
          </div>
        </AsyncState>
      )}
    </Page>
  );
}
