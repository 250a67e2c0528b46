// Topics as `visit.logged`: what happened to which kind of row; `visit.*` is all of a kind, `*` all.

/** The kinds in the order of the form, each under the area whose keys open it. */
const kindsOf = {
  registers: [
    "enterprise",
    "contact",
    "assignment",
    "pair_rule",
    "officer",
    "agency",
    "association",
    "association_member",
    "town",
    "branch",
    "programme_setting",
    "mechanism",
    "mechanism_edition",
  ],
  visits: ["visit", "visit_revision"],
  requests: [
    "service_request",
    "request_event",
    "request_pause",
    "request_oversight",
    "escalation",
    "escalation_template",
    "deadline_target",
    "task_force",
    "task_force_member",
    "demand",
    "demand_firm",
    "demand_reminder",
  ],
  places: [
    "kiosk",
    "kiosk_day",
    "liaison_station",
    "liaison_office",
    "office_partner",
    "office_merchant",
  ],
  incidents: [
    "incident",
    "incident_event",
    "dispatch",
    "settlement",
    "settlement_party",
    "incident_category",
    "diversion_rollout",
  ],
  alerts: ["alert"],
} as const;

/** Steps in the order in which they are taken; what happens to any row comes after them. */
const order = [
  "planned",
  "logged",
  "amended",
  "submitted",
  "accepted",
  "rejected",
  "routed",
  "started",
  "asked",
  "answered",
  "triaged",
  "diverted",
  "arrived",
  "settled",
  "resolved",
  "confirmed",
  "reopened",
  "withdrawn",
  "closed",
  "auto_closed",
  "sent",
  "resubmitted",
  "approved",
  "returned",
  "refused",
  "fell_due",
  "due_reckoned",
  "proposed",
  "installed",
  "online",
  "offline",
  "retired",
];
const plain = ["created", "updated", "removed"];

/** An index of the server's own: what it is made of is told of by the rows themselves. */
const inner = "search_entry";
export const all = "*";
export const other = "other";

export interface Group {
  /** The area, or `other` for kinds that this client has no place for. */
  readonly area: string;
  readonly kinds: readonly { readonly kind: string; readonly verbs: readonly string[] }[];
}

const split = (topic: string) => {
  const at = topic.indexOf(".");
  return [topic.slice(0, at), topic.slice(at + 1)] as const;
};

/** The server's topics by area and kind. What the client does not know yet comes last. */
export function grouped(topics: readonly string[]): readonly Group[] {
  const verbs = new Map<string, string[]>();
  for (const topic of topics) {
    const [kind, verb] = split(topic);
    if (kind !== inner) verbs.set(kind, [...(verbs.get(kind) ?? []), verb]);
  }
  const take = (kind: string) => {
    const found = verbs.get(kind);
    verbs.delete(kind);
    return found ? [{ kind, verbs: ordered(found) }] : [];
  };
  const known = Object.entries(kindsOf).map(([area, kinds]) => ({
    area,
    kinds: kinds.flatMap(take),
  }));
  const rest = { area: other, kinds: [...verbs.keys()].flatMap(take) };
  return [...known, rest].filter(({ kinds }) => kinds.length > 0);
}

function ordered(verbs: readonly string[]) {
  const known = order.filter((verb) => verbs.includes(verb));
  const usual = plain.filter((verb) => verbs.includes(verb));
  const rest = verbs.filter((verb) => !known.includes(verb) && !usual.includes(verb));
  return [...known, ...rest, ...usual];
}

/** Whether a topic is among those chosen: by itself, with its kind, or with all. */
export function includes(chosen: readonly string[], topic: string) {
  const [kind] = split(topic);
  return chosen.includes(all) || chosen.includes(`${kind}.*`) || chosen.includes(topic);
}

/** What is chosen after a box was ticked or cleared: a whole kind stands for each of its topics. */
export function toggled(chosen: readonly string[], topic: string, verbs: readonly string[]) {
  const [kind, verb] = split(topic);
  const whole = `${kind}.*`;
  const others = chosen.filter((one) => split(one)[0] !== kind);
  const own = chosen.includes(whole)
    ? verbs.map((one) => `${kind}.${one}`)
    : chosen.filter((one) => split(one)[0] === kind);
  if (verb === "*") return chosen.includes(whole) ? others : [...others, whole];
  const next = own.includes(topic) ? own.filter((one) => one !== topic) : [...own, topic];
  return next.length === verbs.length ? [...others, whole] : [...others, ...next];
}

/** `visit.logged` in words; the parts that this client has none for as they are. */
export function topicWords(topic: string, words: (key: string) => string | undefined) {
  if (topic === all) return words("allTopics") ?? topic;
  const [kind, verb] = split(topic);
  const done = verb === "*" ? words("allOfKind") : words(`verbs.${verb}`);
  return `${words(`kinds.${kind}`) ?? kind} · ${done ?? verb}`;
}
