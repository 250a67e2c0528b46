// One step over the network, and what came of it in the words of `queue.ts`.
import type { Client, CombinedError, OperationContext } from "urql";
import { LogVisitDocument, PlanVisitDocument, SubmitRequestDocument } from "../../gql/outbox";
import { adviceOf, codeOf } from "../../platform/problem";
import { headers, isStale, refreshSession } from "../../platform/session";
import type { Item, Outcome, Step } from "./queue";
import { photoBytes } from "./store";

export type Sent = Outcome | { readonly outcome: "signedOut" };
type Sending = Extract<Step, { readonly step: "upload" | "send" }>;

const lost = (afterMs?: number): Outcome => ({
  outcome: "unreachable",
  chance: Math.random(),
  ...(afterMs ? { afterMs } : {}),
});

export function perform(client: Client, userId: string, step: Sending): Promise<Sent> {
  return step.step === "upload"
    ? upload(userId, step.photo.id)
    : send(client, step.item, step.attachmentIds);
}

async function upload(userId: string, photoId: string): Promise<Sent> {
  const bytes = await photoBytes(userId, photoId);
  if (!bytes) return { outcome: "refused", code: "PHOTO_MISSING" };
  if (isStale()) await refreshSession();
  let response = await post(bytes);
  if (response?.status === 401 && (await refreshSession())) response = await post(bytes);
  if (!response) return lost();
  if (response.status === 401) return { outcome: "signedOut" };
  if (response.status === 429 || response.status >= 500) {
    return lost(1_000 * Number(response.headers.get("Retry-After") ?? 0));
  }
  const answer = await response.json().catch(() => undefined);
  if (!answer) return lost();
  if (response.ok) {
    const { id, sourceSha256 }: { id: string; sourceSha256: string } = answer;
    return { outcome: "uploaded", attachmentId: id, sourceSha256 };
  }
  const error: { message?: string; extensions?: { code?: string } } = answer.errors?.[0] ?? {};
  return { outcome: "refused", code: error.extensions?.code ?? "BAD_INPUT", words: error.message };
}

function post(body: ArrayBuffer) {
  return fetch("/attachments?name=photo.jpg", {
    method: "POST",
    body,
    headers: {
      ...headers(),
      "Content-Type": "application/octet-stream",
      Accept: "application/json",
    },
    credentials: "same-origin",
    signal: AbortSignal.timeout(180_000),
  }).catch(() => undefined);
}

async function send(client: Client, item: Item, attachmentIds: readonly string[]): Promise<Sent> {
  const context: Partial<OperationContext> = {
    // Lists that hold no visit yet are read again too.
    additionalTypenames: ["Visit", "Enterprise", "ServiceRequest"],
    fetch: (url, options) => fetch(url, { ...options, signal: AbortSignal.timeout(60_000) }),
  };
  const { content, id: clientId } = item;
  switch (content.kind) {
    case "visit": {
      const input = { ...content.input, attachmentIds, clientId };
      const { data, error } = await client.mutation(LogVisitDocument, { input }, context);
      const visit = data?.logVisit.visit;
      const hashes = visit?.attachments.nodes.map(({ sourceSha256 }) => sourceSha256);
      return outcomeOf(error, visit?.id, hashes);
    }
    case "plan": {
      const input = { ...content.input, clientId };
      const { data, error } = await client.mutation(PlanVisitDocument, { input }, context);
      return outcomeOf(error, data?.planVisit.visit.id);
    }
    case "request": {
      const input = { ...content.input, clientId };
      const { data, error } = await client.mutation(SubmitRequestDocument, { input }, context);
      return outcomeOf(error, data?.submitRequest.serviceRequest.id);
    }
  }
}

function outcomeOf(
  error: CombinedError | undefined,
  id: string | undefined,
  hashes: readonly string[] = [],
): Sent {
  if (id) return { outcome: "taken", id, hashes };
  const code = error ? codeOf(error) : "OFFLINE";
  switch (code) {
    case "OFFLINE":
    case "UNAVAILABLE":
    case "RATE_LIMITED":
    case "INTERNAL":
      return lost();
    case "UNAUTHENTICATED":
      return { outcome: "signedOut" };
    default:
      return { outcome: "refused", code, words: error && adviceOf(error) };
  }
}
