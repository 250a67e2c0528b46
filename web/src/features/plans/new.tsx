// A plan to be computed: for which firms and officers, and what counts beside the distance.
import { Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMutation, useQuery } from "urql";
import { PlanChoicesDocument, ProposeCaseloadPlanDocument } from "../../gql/plans";
import type { FieldShape } from "../../platform/fields";
import { Page } from "../../platform/page";
import { asNumber, type Filled, orNull, RecordForm } from "../../platform/record-form";
import { OfficersAway } from "./officers-away";

type Name =
  | "note"
  | "scale"
  | "branch"
  | "towns"
  | "away"
  | "branchMisfit"
  | "townCrossing"
  | "change"
  | "dryRun";

const touched = { additionalTypenames: ["CaseloadPlan"] };
const values = {
  note: "",
  scale: "ALL",
  branch: "",
  towns: "",
  away: "",
  branchMisfit: "",
  townCrossing: "",
  change: "",
  dryRun: "",
};

/** Kilometres as typed, in metres; left out the programme's own weight counts. */
const metres = (text: string) => {
  const number = asNumber(text);
  return typeof number === "number" ? Math.round(number * 1000) : undefined;
};
const split = (text: string) => text.split(",").filter(Boolean);

export default function NewPlan() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [, propose] = useMutation(ProposeCaseloadPlanDocument);
  const [clientId] = useState(() => crypto.randomUUID());
  const save = async ({ values: form }: Filled<Name>) => {
    const { data, error } = await propose(
      {
        input: {
          clientId,
          note: form.note,
          dryRun: form.dryRun !== "",
          scale: form.scale === "ABOVE_SCALE" ? "ABOVE_SCALE" : "ALL",
          branch: orNull(form.branch),
          towns: split(form.towns),
          away: split(form.away),
          branchMisfitM: metres(form.branchMisfit),
          townCrossingM: metres(form.townCrossing),
          changeM: metres(form.change),
        },
      },
      touched,
    );
    if (error) return error;
    if (data) navigate(`/plans/${data.proposeCaseloadPlan.caseloadPlan.id}`, { replace: true });
    return undefined;
  };
  return (
    <Page title={t("plans.create")} crumbs={[{ to: "/plans", title: t("plans.title") }]}>
      <p className="muted">{t("plans.createHint")}</p>
      <div className="card">
        <RecordForm
          fields={useFields()}
          start={{ version: 0, values }}
          save={save}
          words={t("plans.compute")}
          onCancel={() => navigate("/plans")}
        />
      </div>
    </Page>
  );
}

function useFields(): readonly FieldShape<Name>[] {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: PlanChoicesDocument });
  const weight = (name: "branchMisfit" | "townCrossing" | "change"): FieldShape<Name> => ({
    name,
    label: t(`plans.weights.${name}`),
    hint: t(`plans.weightHints.${name}`),
    kind: "number",
  });
  return [
    { name: "note", label: t("plans.note"), isWide: true, hint: t("plans.noteHint") },
    {
      name: "scale",
      label: t("plans.scale"),
      options: (["ALL", "ABOVE_SCALE"] as const).map((value) => ({
        value,
        label: t(`plans.scales.${value}`),
      })),
    },
    {
      name: "branch",
      label: t("plans.branch"),
      none: t("plans.allBranches"),
      options: (data?.branches ?? []).map(({ code, name }) => ({ value: code, label: name })),
    },
    {
      name: "towns",
      label: t("plans.towns"),
      isWide: true,
      hint: t("plans.townsHint"),
      input: ({ id, value, change }) => (
        <Select
          id={id}
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("plans.allTowns")}
          value={split(value)}
          options={(data?.towns ?? []).map((town) => ({ value: town.id, label: town.name }))}
          onChange={(chosen: string[]) => change(chosen.join())}
        />
      ),
    },
    {
      name: "away",
      label: t("plans.away"),
      isWide: true,
      hint: t("plans.awayHint"),
      input: ({ id, value, change }) => (
        <OfficersAway id={id} chosen={split(value)} onChange={(next) => change(next.join())} />
      ),
    },
    weight("branchMisfit"),
    weight("townCrossing"),
    weight("change"),
    {
      name: "dryRun",
      label: t("plans.kind"),
      input: ({ id, value, change }) => (
        <Checkbox
          id={id}
          checked={value !== ""}
          onChange={(event) => change(event.target.checked ? "yes" : "")}
        >
          {t("plans.dryRun")}
        </Checkbox>
      ),
    },
  ];
}
