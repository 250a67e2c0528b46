// How a client stands, by its newest key: which of its keys are good yet, and for how long.
import type { ApiClientRecordFragment } from "../../gql/integrations";

type Key = ApiClientRecordFragment["keys"][number];
export type KeyState = "none" | "good" | "ending" | "ended" | "revoked";

const dayMs = 24 * 60 * 60_000;
/** So early it is said that a key ends: time enough to change it everywhere. */
const warnMs = 30 * dayMs;

export function stateOfKey({ expiresAt, revokedAt }: Key, now: number): KeyState {
  if (revokedAt) return "revoked";
  if (!expiresAt) return "good";
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return "ended";
  return left < warnMs ? "ending" : "good";
}

/** The keys come with the newest first; the newest is the one that is to be used. */
export function stateOf(client: Pick<ApiClientRecordFragment, "keys" | "revokedAt">, now: number) {
  const [newest] = client.keys;
  if (client.revokedAt) return "revoked";
  return newest ? stateOfKey(newest, now) : "none";
}

/** When any of the keys was last used. */
export function lastUseOf({ keys }: Pick<ApiClientRecordFragment, "keys">) {
  return keys
    .flatMap(({ lastUsedAt }) => lastUsedAt ?? [])
    .sort()
    .at(-1);
}
