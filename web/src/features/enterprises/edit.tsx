// A new firm, or the record of one that is there.
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useClient, useMutation, useQuery } from "urql";
import {
  CreateEnterpriseDocument,
  EnterpriseForFormDocument,
  TownsDocument,
  UpdateEnterpriseDocument,
} from "../../gql/enterprises";
import { AsyncState } from "../../platform/async-state";
import type { FieldShape } from "../../platform/fields";
import { Page } from "../../platform/page";
import { type Filled, RecordForm } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import { creationOf, type FieldName, startOf, updateOf } from "./record";

export default function EditEnterprise() {
  const { t } = useTranslation();
  const { id } = useParams();
  const client = useClient();
  const navigate = useNavigate();
  const fields = useFields(id === undefined);
  const [, create] = useMutation(CreateEnterpriseDocument);
  const [, update] = useMutation(UpdateEnterpriseDocument);
  const [{ data, fetching, error }, read] = useQuery({
    query: EnterpriseForFormDocument,
    variables: { id: id ?? "" },
    pause: id === undefined,
    requestPolicy: "cache-and-network",
  });
  const firm = data?.enterprise ?? undefined;

  const save = async (form: Filled<FieldName>) => {
    const answer = id
      ? await update({ input: updateOf(id, form) })
      : await create({ input: creationOf(form) });
    if (answer.error) return answer.error;
    const made = answer.data && "createEnterprise" in answer.data ? answer.data : undefined;
    toast("good", t("app.saved"));
    navigate(`/enterprises/${made?.createEnterprise.enterprise.id ?? id}`, { replace: true });
    return undefined;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await client.query(EnterpriseForFormDocument, { id: id ?? "" }, options);
    return now.data?.enterprise ? startOf(now.data.enterprise) : undefined;
  };
  const home = { to: "/enterprises", title: t("enterprises.title") };
  return (
    <Page
      title={id ? t("enterprises.edit") : t("enterprises.create")}
      crumbs={firm ? [home, { to: `/enterprises/${firm.id}`, title: firm.name }] : [home]}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={id === undefined || data !== undefined}
        isEmpty={id !== undefined && !firm}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        <div className="card">
          <RecordForm
            fields={fields}
            start={startOf(firm)}
            save={save}
            reload={reload}
            onCancel={() => navigate(-1)}
          />
        </div>
      </AsyncState>
    </Page>
  );
}

function useFields(isNew: boolean): readonly FieldShape<FieldName>[] {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: TownsDocument });
  const towns = (data?.towns ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const code: FieldShape<FieldName> = {
    name: "creditCode",
    label: t("enterprises.creditCode"),
    isRequired: true,
    hint: t("enterprises.creditCodeHint"),
  };
  return [
    { name: "name", label: t("enterprises.name"), isRequired: true, isWide: !isNew },
    ...(isNew ? [code] : []),
    {
      name: "townId",
      label: t("enterprises.town"),
      isRequired: true,
      options: towns,
      none: t("enterprises.chooseTown"),
    },
    { name: "industry", label: t("enterprises.industry"), isRequired: true },
    { name: "employees", label: t("enterprises.employeesOf"), kind: "number" },
    { name: "revenueCny", label: t("enterprises.revenueOf"), kind: "number" },
    {
      name: "aboveScale",
      label: t("enterprises.scale"),
      options: [
        { value: "yes", label: t("enterprises.aboveScale") },
        { value: "no", label: t("enterprises.belowScale") },
      ],
    },
    { name: "aboveScaleYear", label: t("enterprises.scaleYear"), kind: "number" },
    { name: "aboveScaleSource", label: t("enterprises.scaleSource"), isWide: true },
    { name: "address", label: t("enterprises.address"), isWide: true },
    { name: "longitude", label: t("enterprises.longitude"), kind: "number" },
    { name: "latitude", label: t("enterprises.latitude"), kind: "number" },
  ];
}
