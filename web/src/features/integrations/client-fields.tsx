import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { type ApiClientRecordFragment, OwnersDocument } from "../../gql/integrations";
import type { FieldShape } from "../../platform/fields";
import { AgencyFinder } from "../agencies/agency-finder";
import { AssociationFinder } from "../associations/association-finder";
import { ScopeTable } from "./scope-table";
import { useScopeWords } from "./state";

export type ClientField =
  | "name"
  | "agencyId"
  | "associationId"
  | "ownerId"
  | "scopes"
  | "addresses"
  | "quotaPerMinute"
  | "keyDays";

/** The home and the first key are of a new client only. */
export function useClientFields(
  client: ApiClientRecordFragment | undefined,
): readonly FieldShape<ClientField>[] {
  const { t } = useTranslation();
  const scopeWords = useScopeWords();
  const owners = useOwners(client);
  const home: readonly FieldShape<ClientField>[] = [
    {
      name: "agencyId",
      label: t("integrations.homeAgency"),
      hint: t("integrations.homeHint"),
      input: ({ id, value, change }) => (
        <AgencyFinder id={id} label={t("app.chooseAgency")} value={value} onChange={change} />
      ),
    },
    {
      name: "associationId",
      label: t("integrations.homeAssociation"),
      hint: t("integrations.associationHint"),
      input: ({ id, value, change }) => (
        <AssociationFinder id={id} value={value} onChange={change} />
      ),
    },
  ];
  const days: FieldShape<ClientField> = {
    name: "keyDays",
    label: t("integrations.keyDays"),
    kind: "number",
    isRequired: true,
    hint: t("integrations.keyDaysHint"),
  };
  return [
    {
      name: "name",
      label: t("integrations.name"),
      isRequired: true,
      hint: t("integrations.nameHint"),
    },
    {
      name: "ownerId",
      label: t("integrations.owner"),
      hint: t("integrations.ownerHint"),
      options: owners,
      ...(client ? {} : { none: t("integrations.ownerMe") }),
    },
    ...(client ? [] : home),
    {
      name: "scopes",
      label: t("integrations.scopes"),
      isWide: true,
      input: (props) => <ScopeTable {...props} />,
      show: (value) => scopeWords(value.split(",")).join("、"),
    },
    {
      name: "addresses",
      label: t("integrations.addresses"),
      kind: "area",
      hint: t("integrations.addressesHint"),
    },
    {
      name: "quotaPerMinute",
      label: t("integrations.quota"),
      kind: "number",
      hint: t("integrations.quotaHint"),
    },
    ...(client ? [] : [days]),
  ];
}

/** Who may answer for a client: whoever administers, or runs the programme; and who does so now. */
function useOwners(client: ApiClientRecordFragment | undefined) {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: OwnersDocument });
  const found = [...(data?.admins.nodes ?? []), ...(data?.coordinators.nodes ?? [])]
    .filter(({ state }) => state === "ACTIVE")
    .map(({ id, name, role }) => ({ value: id, label: `${name}（${t(`app.roles.${role}`)}）` }));
  const now = client?.owner;
  const isKnown = !now || found.some(({ value }) => value === now.id);
  return isKnown ? found : [{ value: now.id, label: now.name }, ...found];
}
