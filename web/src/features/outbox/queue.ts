// The rules of what waits to be sent: which step comes next, and what an outcome changes. No
// network, no storage, no clock: those hand their values in, so that a test can play every order
// of failures, restarts and late answers.
import type { LogVisitInput, PlanVisitInput, SubmitRequestInput } from "../../gql/schema";

export interface Photo {
  readonly id: string;
  /** SHA-256 of the bytes on the device, in hexadecimal. */
  readonly sha256: string;
  /** What the server called it; it may have forgotten it again until a visit holds it. */
  readonly attachmentId?: string | undefined;
}

export type Content =
  | { readonly kind: "visit"; readonly input: Omit<LogVisitInput, "attachmentIds" | "clientId"> }
  | { readonly kind: "plan"; readonly input: Omit<PlanVisitInput, "clientId"> }
  | { readonly kind: "request"; readonly input: Omit<SubmitRequestInput, "clientId"> };

export interface Refusal {
  /** A code of the API, or PHOTO_MISSING when the answer does not name every photo. */
  readonly code: string;
  /** What the server says to a person about it. */
  readonly words?: string | undefined;
}

export interface Item {
  /** Its clientId at the server: the same for every try, so that it arrives once. */
  readonly id: string;
  readonly content: Content;
  readonly firmName: string;
  readonly writtenAt: number;
  readonly photos: readonly Photo[];
  /** The item of the visit that a request came up at, until that visit has an id. */
  readonly after?: string | undefined;
  readonly tries: number;
  /** Not before this instant. */
  readonly notBefore: number;
  /** How often its photos were sent anew since its writer last had a hand in it. */
  readonly renewals: number;
  /** The uploads it named before its photos were sent anew, by photo, the latest last. */
  readonly earlier: readonly Readonly<Record<string, string>>[];
  readonly refusal?: Refusal | undefined;
}

export type Step =
  | { readonly step: "upload"; readonly item: Item; readonly photo: Photo }
  | { readonly step: "send"; readonly item: Item; readonly attachmentIds: readonly string[] }
  | { readonly step: "wait"; readonly until: number }
  | { readonly step: "rest" };

export type Outcome =
  | { readonly outcome: "uploaded"; readonly attachmentId: string; readonly sourceSha256: string }
  | { readonly outcome: "taken"; readonly id: string; readonly hashes: readonly string[] }
  /** Nothing is known: it may or may not have arrived. `chance` in 0..1 spreads the retries. */
  | { readonly outcome: "unreachable"; readonly chance: number; readonly afterMs?: number }
  | { readonly outcome: "refused"; readonly code: string; readonly words?: string | undefined };

/** What to write: items that changed, and those that are done and may be forgotten. */
export interface Change {
  readonly keep: readonly Item[];
  readonly forget: readonly string[];
}

const nothing: Change = { keep: [], forget: [] };
const mostWaitMs = 5 * 60_000;
const mostRenewals = 2;

export function newItem(
  start: Pick<Item, "id" | "content" | "firmName" | "writtenAt"> & Partial<Item>,
): Item {
  return { photos: [], tries: 0, notBefore: 0, renewals: 0, earlier: [], ...start };
}

/** The oldest item that can go; a request whose visit is still here waits for it. */
export function nextStep(items: readonly Item[], now: number): Step {
  const ids = new Set(items.map(({ id }) => id));
  const free = items
    .filter((item) => !item.refusal && !(item.after && ids.has(item.after)))
    .toSorted((a, b) => a.writtenAt - b.writtenAt || a.id.localeCompare(b.id));
  const item = free.find(({ notBefore }) => notBefore <= now);
  if (item) {
    const photo = item.photos.find(({ attachmentId }) => !attachmentId);
    if (photo) return { step: "upload", item, photo };
    const attachmentIds = item.photos.flatMap(({ attachmentId }) => attachmentId ?? []);
    return { step: "send", item, attachmentIds };
  }
  if (free.length === 0) return { step: "rest" };
  return { step: "wait", until: Math.min(...free.map(({ notBefore }) => notBefore)) };
}

/** What an outcome of a step changes. One that comes late, for an item that is gone, does nothing. */
export function afterStep(
  items: readonly Item[],
  step: Extract<Step, { readonly step: "upload" | "send" }>,
  outcome: Outcome,
  now: number,
): Change {
  const item = items.find(({ id }) => id === step.item.id);
  if (!item) return nothing;
  switch (outcome.outcome) {
    case "uploaded":
      return step.step === "upload" ? uploaded(item, step.photo, outcome, now) : nothing;
    case "taken":
      return taken(items, item, outcome);
    case "unreachable":
      return keep(later(item, now, outcome.chance, outcome.afterMs));
    case "refused":
      return refused(item, step, outcome);
  }
}

/** Twice as long after each failure. */
function later(item: Item, now: number, chance: number, afterMs?: number): Item {
  const wait = Math.min(mostWaitMs, 1_000 * 2 ** Math.min(item.tries, 20));
  const notBefore = now + (afterMs ?? wait * (0.5 + chance / 2));
  return { ...item, tries: item.tries + 1, notBefore };
}

function uploaded(
  item: Item,
  photo: Photo,
  answer: Extract<Outcome, { outcome: "uploaded" }>,
  now: number,
) {
  // Other bytes arrived than are here: the answer is worth nothing, and the photo goes again.
  if (answer.sourceSha256 !== photo.sha256) return keep(later(item, now, 1));
  const photos = item.photos.map((one) =>
    // The first answer counts: the visit may have gone with it before a later one came.
    one.id === photo.id && !one.attachmentId ? { ...one, attachmentId: answer.attachmentId } : one,
  );
  return keep({ ...item, photos, tries: 0 });
}

function taken(
  items: readonly Item[],
  item: Item,
  answer: Extract<Outcome, { outcome: "taken" }>,
): Change {
  // An upload alone is no receipt, since the server forgets what belongs to nothing: a photo leaves
  // the device once its visit names its hash.
  const isWhole = item.photos.every(({ sha256 }) => answer.hashes.includes(sha256));
  const waiting = items
    .filter(({ after }) => after === item.id)
    .map((one) => linked(one, answer.id));
  if (!isWhole)
    return { keep: [{ ...item, refusal: { code: "PHOTO_MISSING" } }, ...waiting], forget: [] };
  return { keep: waiting, forget: [item.id] };
}

/** A request that knows its visit by the server's id, and waits for nothing more. */
function linked(item: Item, visitId: string | undefined): Item {
  if (item.content.kind !== "request") return { ...item, after: undefined };
  const input = { ...item.content.input, visitId: visitId ?? null };
  return { ...item, after: undefined, content: { kind: "request", input } };
}

function refused(
  item: Item,
  { step }: Pick<Step, "step">,
  { code, words }: Extract<Outcome, { outcome: "refused" }>,
): Change {
  if (step === "upload") return keep({ ...item, refusal: { code, words } });
  const last = item.earlier.at(-1);
  if (code === "IDEMPOTENCY_MISMATCH" && last) {
    // It had arrived with the uploads named before: asked with those again, the server says how.
    const photos = item.photos.map((photo) => ({ ...photo, attachmentId: last[photo.id] }));
    return keep({ ...item, photos, earlier: item.earlier.slice(0, -1) });
  }
  const mayBePhotos = code === "NOT_FOUND" || code === "BAD_INPUT";
  if (mayBePhotos && item.photos.length > 0 && item.renewals < mostRenewals) {
    // What belongs to nothing is forgotten by the server after some days, so the photos go anew.
    const named = item.photos.map(({ id, attachmentId = "" }) => [id, attachmentId]);
    const photos = item.photos.map((photo) => ({ ...photo, attachmentId: undefined }));
    const earlier = [...item.earlier, Object.fromEntries(named)];
    return keep({ ...item, photos, earlier, renewals: item.renewals + 1 });
  }
  return keep({ ...item, refusal: { code, words } });
}

/** Sends a refused item again, as it is or as it was edited. */
export function resent(item: Item, content: Content, photos: readonly Photo[]): Item {
  return { ...item, content, photos, refusal: undefined, tries: 0, notBefore: 0, renewals: 0 };
}

/** Takes an item out because its writer said so; a request that waited for it goes without it. */
export function discarded(items: readonly Item[], id: string): Change {
  const waiting = items.filter((item) => item.after === id).map((item) => linked(item, undefined));
  return { keep: waiting, forget: [id] };
}

/** The network is back, or somebody pressed the button: nothing waits any longer. */
export function hurried(items: readonly Item[]): Change {
  const waiting = items.filter(({ notBefore, refusal }) => notBefore > 0 && !refusal);
  return { keep: waiting.map((item) => ({ ...item, notBefore: 0 })), forget: [] };
}

function keep(item: Item): Change {
  return { keep: [item], forget: [] };
}

export function applied(items: readonly Item[], { keep, forget }: Change): readonly Item[] {
  const changed = new Map(keep.map((item) => [item.id, item]));
  return items.filter(({ id }) => !forget.includes(id)).map((item) => changed.get(item.id) ?? item);
}
