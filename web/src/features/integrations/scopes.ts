// What keys open: areas of the programme, each to read or to write, as `visits:read`.

export const areas = [
  "registers",
  "visits",
  "requests",
  "places",
  "incidents",
  "inspections",
  "alerts",
  "services",
  "followups",
  "dashboard",
] as const;
export const verbs = ["read", "write"] as const;
/** Queries of one's own where the server takes only those it knows. */
export const adhoc = "adhoc";

type Area = (typeof areas)[number];

/** The areas that scopes name, and what they open there, in the order of the table. */
export function openedBy(scopes: readonly string[]) {
  return areas
    .map((area) => ({ area, open: verbs.filter((verb) => scopes.includes(`${area}:${verb}`)) }))
    .filter(({ open }) => open.length > 0);
}

/** The scopes after one was ticked or cleared, in the order of the table. */
export function toggled(scopes: readonly string[], scope: string): readonly string[] {
  const next = scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope];
  const order = areas.flatMap((area: Area) => verbs.map((verb) => `${area}:${verb}`));
  return [...order, adhoc].filter((one) => next.includes(one));
}
