// Brings the own firms onto the device, so that every field screen opens without a network.
import type { Client } from "urql";
import { EnterpriseDocument, EnterprisesDocument, TownsDocument } from "../../gql/enterprises";
import { TodayDocument } from "../../gql/today";
import { answersKept, forgetAnswersBefore, isNews } from "../../platform/kept-answers";
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
  let isWhole = isNews(list) && isNews(towns) && isNews(today);
  for (const { id } of list.data?.enterprises.nodes ?? []) {
    const firm = await client.query(EnterpriseDocument, { id }, fresh);
    isWhole &&= isNews(firm);
  }
  await answersKept();
  // A device that thinks it has a network, in a valley without one, keeps what it has.
  if (isWhole) await forgetAnswersBefore(userId, begun);
}
