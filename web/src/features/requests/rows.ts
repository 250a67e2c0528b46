import type { OwnRequestsQuery, RequestQuery, RequestsQuery } from "../../gql/requests";
import type { RequestCategory, RequestPriority, RequestState, Role } from "../../gql/schema";
import type { Connection } from "../../platform/connection";
import { type Person, useSession } from "../../platform/session";

export type RequestRow = RequestsQuery["serviceRequests"]["nodes"][number];
export type RequestList = Connection<RequestRow>;
export type OwnRow = OwnRequestsQuery["serviceRequests"]["nodes"][number];
export type ServiceRequest = NonNullable<RequestQuery["serviceRequest"]>;

export const openStates: readonly RequestState[] = [
  "SUBMITTED",
  "ACCEPTED",
  "IN_PROGRESS",
  "WAITING_FOR_REQUESTER",
  "RESOLVED",
];
export const states: readonly RequestState[] = [...openStates, "CLOSED", "REJECTED", "WITHDRAWN"];
export const categories: readonly RequestCategory[] = [
  "PERMIT",
  "SECURITY",
  "DISPUTE",
  "TRAFFIC",
  "FRAUD",
  "LABOUR",
  "OTHER",
];
export const priorities: readonly RequestPriority[] = ["LOW", "NORMAL", "URGENT"];

/** Who asks and is answered; everybody else handles, decides or looks on. */
export const requesterRoles: readonly Role[] = ["ASSOCIATION", "ENTERPRISE"];

export function usePerson(): Person | undefined {
  const session = useSession();
  return session.state === "out" ? undefined : session.person;
}

export function useIsRequester() {
  const role = usePerson()?.user.role;
  return role !== undefined && requesterRoles.includes(role);
}

/** The value of a list that an address names, if it names one. */
export function oneOf<V extends string>(values: readonly V[], text: string): V | undefined {
  return values.find((value) => value === text);
}
