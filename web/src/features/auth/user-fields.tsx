// The inputs of a person's form; which of them show depends on the role.
import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import type { UserRecordFragment } from "../../gql/auth";
import type { Role } from "../../gql/schema";
import type { FieldShape } from "../../platform/fields";
import { AgencyFinder, useAgencyName } from "../agencies/agency-finder";
import { AssociationFinder } from "../associations/association-finder";
import { FirmFinder } from "../enterprises/firm-finder";
import { OfficerFinder } from "../officers/officer-finder";
import { duties, homeOf, mayBeOfficer, roles } from "./roles";
import type { UserField } from "./user-form";

export function useUserFields(
  user: UserRecordFragment | undefined,
  role: Role,
): readonly FieldShape<UserField>[] {
  const { t } = useTranslation();
  const agencyName = useAgencyName();
  const kind = homeOf(role);
  const shape = {
    name: { name: "name", label: t("auth.personName"), isRequired: true },
    username: {
      name: "username",
      label: t("auth.username"),
      isRequired: true,
      hint: t("auth.usernameHint"),
    },
    password: {
      name: "password",
      label: t("auth.firstPassword"),
      kind: "password",
      isRequired: true,
      hint: t("auth.passwordRule"),
    },
    role: {
      name: "role",
      label: t("auth.role"),
      options: roles.map((value) => ({ value, label: t(`app.roles.${value}`) })),
    },
    duties: {
      name: "duties",
      label: t("auth.dutiesOf"),
      show: (value) =>
        duties
          .filter((duty) => value.includes(duty))
          .map((duty) => t(`auth.duties.${duty}`))
          .join("、"),
      input: ({ value, change }) => (
        <Checkbox.Group
          value={value.split(",")}
          options={duties.map((duty) => ({ value: duty, label: t(`auth.duties.${duty}`) }))}
          onChange={(chosen) => change(chosen.filter(Boolean).join())}
        />
      ),
    },
    agency: {
      name: "agencyId",
      label: t("auth.homeAgency"),
      isRequired: kind === "agency",
      show: agencyName,
      input: ({ id, value, change }) => (
        <AgencyFinder id={id} label={t("officers.choose")} value={value} onChange={change} />
      ),
    },
    officer: {
      name: "officerId",
      label: t("auth.homeOfficer"),
      isRequired: role === "OFFICER",
      ...(user?.officer ? { hint: t("auth.officerNow", { name: user.officer.name }) } : {}),
      input: ({ id, value, change }) => (
        <OfficerFinder
          id={id}
          label={t("assignments.findOfficer")}
          value={value}
          onChange={change}
        />
      ),
    },
    association: {
      name: "associationId",
      label: t("auth.homeAssociation"),
      isRequired: kind === "association",
      input: ({ id, value, change }) => (
        <AssociationFinder id={id} value={value} onChange={change} />
      ),
    },
    enterprise: {
      name: "enterpriseId",
      label: t("auth.homeEnterprise"),
      isRequired: kind === "enterprise",
      input: ({ id, value, change }) => (
        <FirmFinder id={id} label={t("assignments.findFirm")} value={value} onChange={change} />
      ),
    },
  } satisfies Record<string, FieldShape<UserField>>;
  const fields: FieldShape<UserField>[] = [shape.name];
  if (!user) fields.push(shape.username, shape.password);
  fields.push(shape.role);
  if (role === "ADMIN") fields.push(shape.duties);
  if (kind === "agency" || kind === "any") fields.push(shape.agency);
  if (mayBeOfficer(role)) fields.push(shape.officer);
  if (kind === "association" || kind === "any") fields.push(shape.association);
  if (kind === "enterprise" || kind === "any") fields.push(shape.enterprise);
  return fields;
}
