// Whoever wrote a program against the last release must still be able to run it: what is gone was
// deprecated in that release, with the day from which on it may be gone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { buildSchema, findBreakingChanges } from "graphql";

const read = (path) => buildSchema(readFileSync(new URL(path, import.meta.url), "utf8"));
const released = () => read("../data/released.graphql");
const today = new Date().toISOString().slice(0, 10);

test("nothing of the last release is gone that was not announced", () => {
  assert.deepEqual(undeclared(released(), read("../../schema.graphql")), []);
});

test("a break is found, and a declared one is none before its day", () => {
  const old = (directive) =>
    buildSchema(`type Query { kept: Int gone(by: Int): Int ${directive} }`);
  const present = buildSchema("type Query { kept: Int }");
  const reason = (day) => `@deprecated(reason: "Use kept. Gone from ${day} on.")`;
  assert.equal(undeclared(old(""), present).length, 1);
  assert.equal(undeclared(old('@deprecated(reason: "Use kept.")'), present).length, 1);
  assert.equal(undeclared(old(reason("2999-01-01")), present).length, 1);
  assert.deepEqual(undeclared(old(reason("2026-01-01")), present), []);
});

/** The breaks that the old schema did not announce, in words. */
function undeclared(old, present) {
  return findBreakingChanges(old, present)
    .map(({ description }) => description)
    .filter((description) => !isAnnounced(old, description));
}

/** Whether what a description begins with, `Type.field`, was deprecated until a day that has come. */
function isAnnounced(old, description) {
  const [, typeName, memberName] = /(\w+)\.(\w+)/.exec(description) ?? [];
  const type = old.getType(typeName);
  const member = type?.getFields?.()[memberName] ?? type?.getValue?.(memberName);
  const [day] = /\d{4}-\d\d-\d\d/.exec(member?.deprecationReason ?? "") ?? [];
  return day !== undefined && day <= today;
}
