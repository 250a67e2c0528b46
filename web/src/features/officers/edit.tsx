import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useClient, useMutation, useQuery } from "urql";
import {
  CreateOfficerDocument,
  OfficerChoicesDocument,
  OfficerForFormDocument,
  type OfficerRecordFragment,
  UpdateOfficerDocument,
} from "../../gql/officers";
import { AsyncState } from "../../platform/async-state";
import type { FieldShape } from "../../platform/fields";
import { Page } from "../../platform/page";
import { asNumber, type Filled, RecordForm, type Start } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import { AgencyFinder, useAgencyName } from "../agencies/agency-finder";

type Name =
  | "badgeNumber"
  | "name"
  | "rank"
  | "branch"
  | "agencyId"
  | "townId"
  | "phone"
  | "longitude"
  | "latitude";

const startOf = (officer: OfficerRecordFragment | undefined): Start<Name> => ({
  version: officer?.version ?? 0,
  values: {
    badgeNumber: officer?.badgeNumber ?? "",
    name: officer?.name ?? "",
    rank: officer?.rank ?? "",
    branch: officer?.branch ?? "",
    agencyId: officer?.agency?.id ?? "",
    townId: officer?.town?.id ?? "",
    phone: officer?.phone ?? "",
    longitude: String(officer?.longitude ?? ""),
    latitude: String(officer?.latitude ?? ""),
  },
});

export default function EditOfficer() {
  const { t } = useTranslation();
  const { id } = useParams();
  const client = useClient();
  const navigate = useNavigate();
  const fields = useFields(id === undefined);
  const [, create] = useMutation(CreateOfficerDocument);
  const [, update] = useMutation(UpdateOfficerDocument);
  const [{ data, fetching, error }, read] = useQuery({
    query: OfficerForFormDocument,
    variables: { id: id ?? "" },
    pause: id === undefined,
    requestPolicy: "cache-and-network",
  });
  const officer = data?.officer ?? undefined;

  const save = async ({ version, values, changed }: Filled<Name>) => {
    const longitude = asNumber(values.longitude) ?? 0;
    const latitude = asNumber(values.latitude) ?? 0;
    const { badgeNumber, ...rest } = values;
    const isMoved = changed("longitude") !== undefined || changed("latitude") !== undefined;
    const answer = id
      ? await update({
          input: {
            id,
            version,
            name: changed("name"),
            rank: changed("rank"),
            branch: changed("branch"),
            agencyId: changed("agencyId"),
            townId: changed("townId"),
            phone: changed("phone"),
            ...(isMoved ? { position: { longitude, latitude } } : {}),
          },
        })
      : await create({
          input: { ...rest, badgeNumber, longitude, latitude, clientId: crypto.randomUUID() },
        });
    if (answer.error) return answer.error;
    const made = answer.data && "createOfficer" in answer.data ? answer.data : undefined;
    toast("good", t("app.saved"));
    navigate(`/officers/${made?.createOfficer.officer.id ?? id}`, { replace: true });
    return undefined;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await client.query(OfficerForFormDocument, { id: id ?? "" }, options);
    return now.data?.officer ? startOf(now.data.officer) : undefined;
  };
  const home = { to: "/officers", title: t("officers.title") };
  return (
    <Page
      title={t(id ? "officers.edit" : "officers.create")}
      crumbs={officer ? [home, { to: `/officers/${officer.id}`, title: officer.name }] : [home]}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={id === undefined || data !== undefined}
        isEmpty={id !== undefined && !officer}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        <div className="card">
          <RecordForm
            fields={fields}
            start={startOf(officer)}
            save={save}
            reload={reload}
            onCancel={() => navigate(-1)}
          />
        </div>
      </AsyncState>
    </Page>
  );
}

function useFields(isNew: boolean): readonly FieldShape<Name>[] {
  const { t } = useTranslation();
  const agencyName = useAgencyName();
  const [{ data }] = useQuery({ query: OfficerChoicesDocument });
  const none = t("officers.choose");
  const badge: FieldShape<Name> = {
    name: "badgeNumber",
    label: t("officers.badge"),
    isRequired: true,
  };
  return [
    ...(isNew ? [badge] : []),
    { name: "name", label: t("officers.name"), isRequired: true },
    { name: "rank", label: t("officers.rank"), isRequired: true },
    {
      name: "branch",
      label: t("officers.branch"),
      isRequired: true,
      none,
      options: (data?.branches ?? []).map(({ code, name }) => ({ value: code, label: name })),
    },
    {
      name: "agencyId",
      label: t("officers.agency"),
      isRequired: true,
      show: agencyName,
      input: ({ id, value, change }) => (
        <AgencyFinder id={id} label={t("officers.choose")} value={value} onChange={change} />
      ),
    },
    {
      name: "townId",
      label: t("officers.town"),
      isRequired: true,
      none,
      options: (data?.towns ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: "phone", label: t("officers.phone"), isRequired: true },
    { name: "longitude", label: t("enterprises.longitude"), kind: "number", isRequired: true },
    { name: "latitude", label: t("enterprises.latitude"), kind: "number", isRequired: true },
  ];
}
