import type { EnterprisesQuery } from "../../gql/enterprises";
import type { Connection } from "../../platform/connection";
import { dayOf, daysBetween, today } from "../../platform/dates";

export type FirmRow = EnterprisesQuery["enterprises"]["nodes"][number];
export type FirmList = Connection<FirmRow>;

export function officerOf(firm: FirmRow) {
  return firm.assignments.nodes[0]?.officer ?? undefined;
}

/** The day of the last visit, and how many days ago that was. */
export function lastVisitOf(firm: FirmRow) {
  const visit = firm.visits.nodes[0];
  if (!visit) return undefined;
  const day = dayOf(visit.happensAt);
  return { day, daysAgo: daysBetween(day, today()) };
}
