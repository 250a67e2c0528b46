// The roles that several screens are open to.
import type { Role } from "../gql/schema";

// Who has the registers of the whole programme; a place adds the duty an ADMIN needs.
export const desk: readonly Role[] = ["COORDINATOR", "LEADER", "ADMIN"];
export const deskAndChief: readonly Role[] = [...desk, "CHIEF"];
export const registrars: readonly Role[] = ["COORDINATOR", "ADMIN"];
export const assigners: readonly Role[] = ["COORDINATOR", "CHIEF"];
export const requesters: readonly Role[] = ["ASSOCIATION", "ENTERPRISE"];
export const officials: readonly Role[] = ["OFFICER", "CHIEF", "COORDINATOR", "LEADER", "PARTNER"];
export const everybody: readonly Role[] = [...officials, ...requesters, "ADMIN", "AUXILIARY"];
