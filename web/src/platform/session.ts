// Who is signed in on this device. The tokens themselves are cookies that no script can read;
// what is kept here is the person, so that the app opens at once and without a network.
import { Client, type CombinedError, fetchExchange } from "urql";
import {
  LoginDocument,
  LogoutDocument,
  RefreshSessionDocument,
  type SignedInFragment,
  ViewerDocument,
} from "../gql/platform";
import { touchNow } from "./activity";
import { languageNow } from "./language";
import { codeOf, wordsFor } from "./problem";
import { createStore } from "./store";

export type Person = SignedInFragment;

export type Session =
  | { readonly state: "out" }
  | { readonly state: "in" | "locked"; readonly person: Person; readonly accessUntil: string };

const kept = "wanqi.session";
const store = createStore<Session>(readKept());

function readKept(): Session {
  const text = localStorage.getItem(kept);
  if (!text) return { state: "out" };
  const session: Session = JSON.parse(text);
  return session;
}

function become(session: Session) {
  if (session.state === "out") localStorage.removeItem(kept);
  else localStorage.setItem(kept, JSON.stringify(session));
  store.set(session);
}

// A second tab that locks, signs out or signs in takes this one with it.
addEventListener("storage", (event) => {
  if (event.key === kept) store.set(readKept());
});

export const headers = () => ({
  "Accept-Language": languageNow() === "zh" ? "zh-CN" : "en",
  Accept: "application/graphql-response+json, application/json",
});

/** A client without a cache and without the refresh, for the calls that open and close a session. */
const door = new Client({
  url: "/graphql",
  preferGetMethod: false,
  exchanges: [fetchExchange],
  fetchOptions: () => ({ headers: headers(), credentials: "same-origin" }),
});

export const useSession = store.use;
export const sessionNow = store.read;

// What is kept on the device is locked by the password; the code for it is fetched when needed.
const vault = () => import("./vault");

/** Who works away from a desk keeps the own firms and what is unsent on the device. */
export const worksOffline = ({ user }: Person) => user.role === "OFFICER" || user.role === "CHIEF";

/** Signs in; on a locked screen as the one who was there, if need be without a network. */
export async function signIn(username: string, password: string): Promise<string | undefined> {
  const device = matchMedia("(max-width: 767px)").matches ? "phone" : "desk";
  const answer = await door.mutation(LoginDocument, { input: { username, password, device } });
  if (!answer.data) return answer.error && refusedSignIn(answer.error, password);
  const { viewer, accessExpiresAt } = answer.data.login;
  // A browser that keeps nothing, such as a private window, still lets one work.
  if (worksOffline(viewer)) await openKept(viewer.user.id, password).catch(() => undefined);
  touchNow();
  become({ state: "in", person: viewer, accessUntil: accessExpiresAt });
  return undefined;
}

/** The key of the words for it, if the password does not open what is on the device. */
async function refusedSignIn(error: CombinedError, password: string) {
  const session = store.read();
  const code = codeOf(error);
  const isWrong = code === "UNAUTHENTICATED";
  if (
    session.state === "locked" &&
    worksOffline(session.person) &&
    (isWrong || code === "OFFLINE")
  ) {
    const { canKeep, unlockVault, retireVault } = await vault();
    const { id } = session.person.user;
    if (canKeep() && (await unlockVault(id, password))) {
      if (isWrong) {
        await retireVault(id);
        become({ state: "out" });
        return "auth.closed";
      }
      touchNow();
      become({ ...session, state: "in" });
      return undefined;
    }
  }
  return isWrong ? "auth.wrong" : wordsFor(error);
}

/** Asks the server who is signed in, so that a change of role or home shows. */
export async function confirmSession() {
  const session = store.read();
  if (session.state !== "in") return;
  if (isStale() && !(await refreshSession())) return;
  const { data } = await door.query(ViewerDocument, {});
  const now = store.read();
  if (data && now.state === "in") become({ ...now, person: data.viewer });
}

/** Whether the access token has run out by the clock, less some seconds for the way. */
export function isStale() {
  const session = store.read();
  return session.state === "in" && Date.parse(session.accessUntil) - Date.now() < 15_000;
}

let refreshing: Promise<boolean> | undefined;

/** One refresh, however many calls wait for it. A refusal locks the screen; no network does not. */
export function refreshSession() {
  refreshing ??= refresh().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function refresh() {
  const { data, error } = await door.mutation(RefreshSessionDocument, {});
  const session = store.read();
  if (data && session.state === "in") {
    become({ ...session, accessUntil: data.refreshSession.accessExpiresAt });
    return true;
  }
  if (error && codeOf(error) === "UNAUTHENTICATED") lockScreen();
  return false;
}

/** Hides everything until the same person signs in again; what is unsent stays on the device. */
export function lockScreen() {
  const session = store.read();
  if (session.state !== "in") return;
  become({ ...session, state: "locked" });
  if (worksOffline(session.person)) void closeKept(session.person.user.id);
}

async function openKept(userId: string, password: string) {
  const { canKeep, openVault } = await vault();
  if (canKeep()) await openVault(userId, password);
}

async function closeKept(userId: string) {
  const { canKeep, closeVault } = await vault();
  if (canKeep()) await closeVault(userId);
}

// The page may have ended between locking and the closing of what is kept: it is closed now.
const atStart = store.read();
if (atStart.state === "locked" && worksOffline(atStart.person)) {
  void closeKept(atStart.person.user.id);
}

/** Locks after idling, and ends the server's session too, as soon as there is a network. */
export async function lockAndEnd() {
  lockScreen();
  const { error } = await door.mutation(LogoutDocument, {});
  if (error?.networkError) addEventListener("online", endIfLocked, { once: true });
}

function endIfLocked() {
  if (store.read().state === "locked") void door.mutation(LogoutDocument, {});
}

/** The password was changed: what is on the device opens by the new one. */
export async function keepUnderNew(before: string, now: string) {
  const session = store.read();
  if (session.state !== "in" || !worksOffline(session.person)) return;
  const { canKeep, rewrapVaults } = await vault();
  if (canKeep()) await rewrapVaults(session.person.user.id, before, now);
}

/** Leaves, and leaves nothing on the device. */
export async function signOut() {
  const session = store.read();
  await door.mutation(LogoutDocument, {});
  if (session.state !== "out" && worksOffline(session.person)) {
    const { canKeep, wipeVault } = await vault();
    if (canKeep()) await wipeVault(session.person.user.id);
  }
  become({ state: "out" });
}
