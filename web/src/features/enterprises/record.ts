// A firm as its form has it: text throughout, and back into the inputs of the API.
import type {
  CreateEnterpriseMutationVariables,
  EnterpriseRecordFragment,
  UpdateEnterpriseMutationVariables,
} from "../../gql/enterprises";
import { asNumber, type Filled, type Start } from "../../platform/record-form";

export const fieldNames = [
  "name",
  "creditCode",
  "townId",
  "industry",
  "employees",
  "revenueCny",
  "aboveScale",
  "aboveScaleYear",
  "aboveScaleSource",
  "address",
  "longitude",
  "latitude",
] as const;
export type FieldName = (typeof fieldNames)[number];

const text = (value: number | null) => (value === null ? "" : String(value));

export function startOf(firm: EnterpriseRecordFragment | undefined): Start<FieldName> {
  return {
    version: firm?.version ?? 0,
    values: {
      name: firm?.name ?? "",
      creditCode: firm?.creditCode ?? "",
      townId: firm?.town?.id ?? "",
      industry: firm?.industry ?? "",
      employees: text(firm?.employees ?? null),
      revenueCny: text(firm?.revenueCny ?? null),
      aboveScale: firm?.aboveScale ? "yes" : "no",
      aboveScaleYear: text(firm?.aboveScaleYear ?? null),
      aboveScaleSource: firm?.aboveScaleSource ?? "",
      address: firm?.address ?? "",
      longitude: text(firm?.longitude ?? null),
      latitude: text(firm?.latitude ?? null),
    },
  };
}

type Form = Filled<FieldName>;

function scaleOf({ values }: Form) {
  return {
    above: values.aboveScale === "yes",
    year: asNumber(values.aboveScaleYear) ?? null,
    source: values.aboveScaleSource || null,
  };
}

export function creationOf(form: Form): CreateEnterpriseMutationVariables["input"] {
  const { values } = form;
  return {
    clientId: crypto.randomUUID(),
    name: values.name,
    creditCode: values.creditCode,
    townId: values.townId,
    industry: values.industry,
    address: values.address,
    employees: asNumber(values.employees) ?? null,
    revenueCny: asNumber(values.revenueCny) ?? null,
    longitude: asNumber(values.longitude) ?? null,
    latitude: asNumber(values.latitude) ?? null,
    ...(values.aboveScale === "yes" ? { scale: scaleOf(form) } : {}),
  };
}

export function updateOf(id: string, form: Form): UpdateEnterpriseMutationVariables["input"] {
  const { version, values, changed } = form;
  const touched = (...names: FieldName[]) => names.some((name) => changed(name) !== undefined);
  const [longitude, latitude] = [asNumber(values.longitude), asNumber(values.latitude)];
  const isPlaced = typeof longitude === "number" && typeof latitude === "number";
  return {
    id,
    version,
    name: changed("name"),
    townId: changed("townId"),
    industry: changed("industry"),
    address: changed("address"),
    employees: asNumber(changed("employees")),
    revenueCny: asNumber(changed("revenueCny")),
    ...(touched("longitude", "latitude")
      ? { position: isPlaced ? { longitude, latitude } : null }
      : {}),
    ...(touched("aboveScale", "aboveScaleYear", "aboveScaleSource")
      ? { scale: scaleOf(form) }
      : {}),
  };
}
