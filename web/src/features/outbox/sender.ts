// Sends what waits: at start, when the network is back, after a new item, by the button, and after
// a while when it failed. One tab of a device sends at a time.
import i18n from "i18next";
import type { Client } from "urql";
import { createStore } from "../../platform/store";
import { toast } from "../../platform/toast";
import { afterStep, hurried, type Item, nextStep, type Step } from "./queue";
import { perform } from "./send";
import { readItems, write } from "./store";

/** What is on its way now. */
export interface Sending {
  readonly itemId: string;
  /** Which photo of how many, from 1; 0 for the item itself. */
  readonly photo: number;
}

const sending = createStore<Sending | undefined>(undefined);
export const useSending = sending.use;

const anotherTabMs = 15_000;
let wake: (hurry: boolean) => void = () => undefined;

/** Sends what waits, now. */
export const sendNow = () => wake(true);

interface Sender {
  readonly client: Client;
  readonly userId: string;
  /** The server took something: what is kept of it on the device is old. */
  readonly onTaken: () => void;
}

export function startSending(sender: Sender) {
  let stopped = false;
  let timer = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const sleep = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = window.setTimeout(() => begin(false), ms);
  };
  const begin = (hurry: boolean) => {
    clearTimeout(timer);
    turn = turn.then(async () => {
      if (stopped) return;
      await navigator.locks.request("wanqi.outbox", { ifAvailable: true }, async (lock) => {
        if (!lock) return sleep(anotherTabMs);
        if (hurry) await write(sender.userId, hurried(await readItems(sender.userId)));
        const until = await drain(sender, () => stopped);
        if (until !== undefined) sleep(Math.max(500, until - Date.now()));
      });
    });
    turn = turn.catch(() => sleep(anotherTabMs)).finally(() => sending.set(undefined));
  };
  const online = () => begin(true);
  wake = begin;
  addEventListener("online", online);
  begin(true);
  return () => {
    stopped = true;
    wake = () => undefined;
    clearTimeout(timer);
    removeEventListener("online", online);
  };
}

/** Takes step after step; says when to look again, or nothing when there is nothing to wait for. */
async function drain({ client, userId, onTaken }: Sender, isStopped: () => boolean) {
  let taken = 0;
  let until: number | undefined;
  while (!isStopped()) {
    const step = nextStep(await readItems(userId), Date.now());
    if (step.step === "rest") break;
    if (step.step === "wait") {
      until = step.until;
      break;
    }
    // The event of the network coming back begins anew.
    if (!navigator.onLine) break;
    sending.set({ itemId: step.item.id, photo: numberOf(step) });
    const outcome = await perform(client, userId, step);
    // Nothing is lost by a session's end: signing in again begins anew.
    if (outcome.outcome === "signedOut") break;
    await write(userId, afterStep(await readItems(userId), step, outcome, Date.now()));
    if (outcome.outcome === "taken") {
      taken += 1;
      toast("good", i18n.t(`outbox.sent.${step.item.content.kind}`, { firm: step.item.firmName }));
    }
    if (outcome.outcome === "refused") toastRefused(await readItems(userId), step.item.id);
  }
  if (taken > 0) onTaken();
  return until;
}

function numberOf(step: Extract<Step, { readonly step: "upload" | "send" }>) {
  return step.step === "upload"
    ? 1 + step.item.photos.findIndex(({ id }) => id === step.photo.id)
    : 0;
}

function toastRefused(items: readonly Item[], id: string) {
  const item = items.find((one) => one.id === id);
  if (item?.refusal) toast("bad", i18n.t("outbox.refusedToast", { firm: item.firmName }));
}
