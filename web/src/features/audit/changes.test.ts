import { expect, it } from "vitest";
import { changesOf } from "./changes";

it("puts the columns of both sides beside each other", () => {
  expect(changesOf({ name: "甲", town: 1 }, { name: "乙", tags: ["a"] })).toEqual([
    { column: "name", before: "甲", after: "乙" },
    { column: "tags", before: undefined, after: '["a"]' },
    { column: "town", before: "1", after: undefined },
  ]);
});

it("takes an event without columns", () => {
  expect(changesOf(null, undefined)).toEqual([]);
});
