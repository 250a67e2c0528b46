// Brings the own firms onto the device, so that every field screen opens without a network.
import type { Client } from "urql";
import { EnterpriseDocument, EnterprisesDocument, TownsDocument } from "../../gql/enterprises";
import { TodayDocument } from "../../gql/today";
import { answersKept, forgetAnswersBefore } from "../../platform/kept-answers";
import { wholeList } from "../enterprises/rows";

const fresh = { requestPolicy: "network-only" } as const;
let running: Promise<void> | undefined;

/** Reads everything anew; what is not read any more leaves the device. */
export function keepFirms(client: Client, userId: string, officerId: string | undefined) {
  running ??= keep(client, userId, officerId).finally(() => {
    running = undefined;
  });
  return running;
}

async function keep(client: Client, userId: string, officerId: string | undefined) {
  if (!navigator.onLine) return;
  const begun = Date.now();
  const list = await client.query(EnterprisesDocument, wholeList, fresh);
  const towns = await client.query(TownsDocument, {}, fresh);
  const today = await client.query(TodayDocument, { officer: officerId ?? "" }, fresh);
  let failed = Boolean(list.error ?? towns.error ?? today.error);
  for (const { id } of list.data?.enterprises.nodes ?? []) {
    const firm = await client.query(EnterpriseDocument, { id }, fresh);
    failed ||= firm.error !== undefined;
  }
  await answersKept();
  if (!failed) await forgetAnswersBefore(userId, begun);
}
