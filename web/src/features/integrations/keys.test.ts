import { expect, it } from "vitest";
import { lastUseOf, stateOf } from "./keys";
import { openedBy, toggled } from "./scopes";

const key = {
  __typename: "ApiKey",
  id: "key_1",
  hint: "wq_api_Ab",
  createdAt: "2026-01-01T00:00:00Z",
  expiresAt: "2027-01-01T00:00:00Z",
  lastUsedAt: "2026-11-01T08:00:00Z",
  revokedAt: null,
} as const;
const at = (day: string) => Date.parse(day);

it("tells how a client stands by its newest key", () => {
  const client = { keys: [key], revokedAt: null };
  expect(stateOf(client, at("2026-11-28"))).toBe("good");
  expect(stateOf(client, at("2026-12-15"))).toBe("ending");
  expect(stateOf(client, at("2027-01-01"))).toBe("ended");
  expect(stateOf({ ...client, revokedAt: "2026-11-02T00:00:00Z" }, at("2026-11-28"))).toBe(
    "revoked",
  );
  expect(stateOf({ keys: [], revokedAt: null }, at("2026-11-28"))).toBe("none");
});

it("finds the last use among all keys", () => {
  const older = { ...key, lastUsedAt: "2026-11-20T08:00:00Z" };
  expect(lastUseOf({ keys: [key, older, { ...key, lastUsedAt: null }] })).toBe(older.lastUsedAt);
  expect(lastUseOf({ keys: [] })).toBeUndefined();
});

it("keeps scopes in the order of the table", () => {
  expect(toggled(["adhoc", "visits:write"], "registers:read")).toEqual([
    "registers:read",
    "visits:write",
    "adhoc",
  ]);
  expect(toggled(["registers:read"], "registers:read")).toEqual([]);
  expect(openedBy(["visits:read", "adhoc", "visits:write"])).toEqual([
    { area: "visits", open: ["read", "write"] },
  ]);
});
