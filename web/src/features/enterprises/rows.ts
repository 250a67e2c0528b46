import type { EnterprisesQuery, EnterprisesQueryVariables } from "../../gql/enterprises";
import type { Connection } from "../../platform/connection";
import { dayOf, daysAgo, daysBetween, today } from "../../platform/dates";
import type { Session } from "../../platform/session";
import type { FilterName } from "./filters";

export type FirmRow = EnterprisesQuery["enterprises"]["nodes"][number];
export type FirmList = Connection<FirmRow>;

/** What the filters in the address ask of the register. */
export function filterOf(state: (name: FilterName) => string): EnterprisesQueryVariables["filter"] {
  return {
    search: state("search") || null,
    town: state("town") || null,
    aboveScale: state("scale") ? state("scale") === "above" : null,
    assigned: state("officer") ? state("officer") !== "none" : null,
    lastVisitBefore: Number(state("unvisited")) > 0 ? daysAgo(Number(state("unvisited"))) : null,
  };
}

/** The register unfiltered, its first page: what an officer has on the device. */
export const wholeList: EnterprisesQueryVariables = {
  filter: filterOf(() => ""),
  first: 50,
  after: null,
};

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

/** Who looks after firms has 我的企业; who has the register has 企业. */
export function titleFor(session: Session) {
  const role = session.state === "out" ? undefined : session.person.user.role;
  return role === "OFFICER" || role === "CHIEF" ? "enterprises.mine" : "enterprises.title";
}
