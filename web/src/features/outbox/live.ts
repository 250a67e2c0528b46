// What runs while somebody who works away from a desk is signed in.
import type { Client } from "urql";
import { canKeep, wipeRetired } from "../../platform/vault";
import { keepFirms } from "../today/keep";
import { startSending } from "./sender";
import { followOutbox } from "./store";

const refreshMs = 15 * 60_000;

/** Sends what waits and keeps the own firms on the device, until the returned function is called. */
export function workOffline(client: Client, userId: string, officerId: string | undefined) {
  if (!canKeep()) return () => undefined;
  const refresh = () => void keepFirms(client, userId, officerId).catch(() => undefined);
  const stopSending = startSending({ client, userId, onTaken: refresh });
  const timer = setInterval(refresh, refreshMs);
  addEventListener("online", refresh);
  refresh();
  return () => {
    stopSending();
    clearInterval(timer);
    removeEventListener("online", refresh);
  };
}

/** At every start, whoever is signed in or nobody: what closed accounts left goes after its week. */
export async function tidy() {
  if (canKeep()) await wipeRetired(Date.now());
}

/** The count in the header, also while the screen is locked. */
export function followUnsent(userId: string) {
  if (!canKeep()) return () => undefined;
  return followOutbox(userId);
}
