import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useClient, useMutation, useQuery } from "urql";
import {
  AgencyChoicesDocument,
  AgencyDocument,
  type AgencyRecordFragment,
  CreateAgencyDocument,
  UpdateAgencyDocument,
} from "../../gql/agencies";
import type { AgencyLevel } from "../../gql/schema";
import { AsyncState } from "../../platform/async-state";
import type { FieldShape } from "../../platform/fields";
import { Page } from "../../platform/page";
import { type Filled, orNull, RecordForm, type Start } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import { AgencyFinder, useAgencyName } from "./agency-finder";

type Name = "name" | "level" | "branch" | "division" | "parentId" | "guidingId" | "townId";
const levels: readonly AgencyLevel[] = ["TOWN", "COUNTY", "CITY", "PROVINCE"];
const levelOf = (text: string | undefined) => levels.find((level) => level === text);

const startOf = (agency: AgencyRecordFragment | undefined): Start<Name> => ({
  version: agency?.version ?? 0,
  values: {
    name: agency?.name ?? "",
    level: agency?.level ?? "COUNTY",
    branch: agency?.branch ?? "",
    division: agency?.division ?? "330681",
    parentId: agency?.parent?.id ?? "",
    guidingId: agency?.guiding?.id ?? "",
    townId: agency?.town?.id ?? "",
  },
});

export default function EditAgency() {
  const { t } = useTranslation();
  const { id } = useParams();
  const client = useClient();
  const navigate = useNavigate();
  const fields = useFields();
  const [, create] = useMutation(CreateAgencyDocument);
  const [, update] = useMutation(UpdateAgencyDocument);
  const [{ data, fetching, error }, read] = useQuery({
    query: AgencyDocument,
    variables: { id: id ?? "" },
    pause: id === undefined,
    requestPolicy: "cache-and-network",
  });
  const agency = data?.agency ?? undefined;

  const save = async ({ version, values, changed }: Filled<Name>) => {
    const answer = id
      ? await update({
          input: {
            id,
            version,
            name: changed("name"),
            level: levelOf(changed("level")),
            division: changed("division"),
            branch: orNull(changed("branch")),
            parentId: orNull(changed("parentId")),
            guidingId: orNull(changed("guidingId")),
            townId: orNull(changed("townId")),
          },
        })
      : await create({
          input: {
            clientId: crypto.randomUUID(),
            name: values.name,
            division: values.division,
            level: levelOf(values.level) ?? "COUNTY",
            branch: orNull(values.branch),
            parentId: orNull(values.parentId),
            guidingId: orNull(values.guidingId),
            townId: orNull(values.townId),
          },
        });
    if (answer.error) return answer.error;
    const made = answer.data && "createAgency" in answer.data ? answer.data : undefined;
    toast("good", t("app.saved"));
    navigate(`/agencies/${made?.createAgency.agency.id ?? id}`, { replace: true });
    return undefined;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await client.query(AgencyDocument, { id: id ?? "" }, options);
    return now.data?.agency ? startOf(now.data.agency) : undefined;
  };
  const home = { to: "/agencies", title: t("agencies.title") };
  return (
    <Page
      title={t(id ? "agencies.edit" : "agencies.create")}
      crumbs={agency ? [home, { to: `/agencies/${agency.id}`, title: agency.name }] : [home]}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={id === undefined || data !== undefined}
        isEmpty={id !== undefined && !agency}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        <div className="card">
          <RecordForm
            fields={fields}
            start={startOf(agency)}
            save={save}
            reload={reload}
            onCancel={() => navigate(-1)}
          />
        </div>
      </AsyncState>
    </Page>
  );
}

function useFields(): readonly FieldShape<Name>[] {
  const { t } = useTranslation();
  const agencyName = useAgencyName();
  const [{ data }] = useQuery({ query: AgencyChoicesDocument });
  const above = (name: "parentId" | "guidingId", label: string): FieldShape<Name> => ({
    name,
    label,
    show: agencyName,
    input: ({ id, value, change }) => (
      <AgencyFinder id={id} label={t("agencies.nobody")} value={value} onChange={change} />
    ),
  });
  return [
    { name: "name", label: t("agencies.name"), isRequired: true, isWide: true },
    {
      name: "level",
      label: t("agencies.level"),
      options: levels.map((value) => ({ value, label: t(`agencies.levels.${value}`) })),
    },
    {
      name: "branch",
      label: t("agencies.branch"),
      none: t("agencies.noPolice"),
      options: (data?.branches ?? []).map(({ code, name }) => ({ value: code, label: name })),
    },
    above("parentId", t("agencies.parent")),
    above("guidingId", t("agencies.guiding")),
    {
      name: "division",
      label: t("agencies.division"),
      isRequired: true,
      hint: t("agencies.divisionHint"),
    },
    {
      name: "townId",
      label: t("agencies.town"),
      none: t("agencies.noTown"),
      options: (data?.towns ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
}
