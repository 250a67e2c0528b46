// Words: both languages name the same things, and no screen asks for a key that is not there.
import { expect, it } from "vitest";
import { gathered } from "./platform/words";

const zh = gathered({
  ...import.meta.glob("./platform/words.zh.ts", { eager: true, import: "default" }),
  ...import.meta.glob("./features/*/words.zh.ts", { eager: true, import: "default" }),
});
const en = gathered({
  ...import.meta.glob("./platform/words.en.ts", { eager: true, import: "default" }),
  ...import.meta.glob("./features/*/words.en.ts", { eager: true, import: "default" }),
});
const sources = import.meta.glob<string>(["./**/*.{ts,tsx}", "!./gql/**", "!./**/*.test.*"], {
  eager: true,
  query: "?raw",
  import: "default",
});

function keysOf(words: unknown, path = ""): string[] {
  if (typeof words !== "object" || words === null) return [path];
  return Object.entries(words).flatMap(([key, value]) =>
    keysOf(value, path ? `${path}.${key}` : key),
  );
}

it("has every word in both languages", () => {
  expect(keysOf(en)).toEqual(keysOf(zh));
});

it("has every word that a screen asks for", () => {
  const known = new Set(keysOf(zh));
  const asked = Object.values(sources).flatMap((text) =>
    [...text.matchAll(/["'`]([a-z]+(?:\.[A-Za-z_]+)+)["'`]/g)].flatMap(([, key]) => key ?? []),
  );
  const ours = asked.filter((key) => key.slice(0, key.indexOf(".")) in zh);
  expect(ours.length).toBeGreaterThan(50);
  expect(ours.filter((key) => !known.has(key))).toEqual([]);
});
