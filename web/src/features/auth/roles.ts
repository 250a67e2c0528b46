import type { Duty, Role } from "../../gql/schema";

export const roles: readonly Role[] = [
  "ADMIN",
  "LEADER",
  "COORDINATOR",
  "CHIEF",
  "OFFICER",
  "AUXILIARY",
  "PARTNER",
  "ASSOCIATION",
  "ENTERPRISE",
  "INTEGRATOR",
];
export const duties: readonly Duty[] = ["SYSTEM", "SECURITY", "AUDIT"];

/** What a role's home is made of: the rest is left out. */
export function homeOf(role: Role): "agency" | "association" | "enterprise" | "any" {
  if (role === "ASSOCIATION") return "association";
  if (role === "ENTERPRISE") return "enterprise";
  return role === "INTEGRATOR" ? "any" : "agency";
}

export function mayBeOfficer(role: Role) {
  return role === "OFFICER" || role === "CHIEF";
}
