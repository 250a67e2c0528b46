// GraphQL over HTTP as the public suite of `graphql-http` audits it, and persisted queries.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { serverAudits } from "graphql-http";
import { startServer } from "../../web/tests/server.mjs";

let server;
let url;
before(async () => {
  server = await startServer({ isEmpty: true });
  url = `${server.url}/graphql`;
});
after(() => server?.stop());

async function assertAudits(fetchFn) {
  const audits = serverAudits({ url: () => url, fetchFn });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const others = results.filter(({ status }) => status !== "ok");
  assert.deepEqual(
    others.map(({ id, name, reason }) => `${id} ${name}: ${reason}`),
    [],
  );
  assert.ok(results.length >= 61, `${results.length} audits`);
}

test("every audit of GraphQL over HTTP is ok", () => assertAudits(fetch));

test("every audit is ok where what it asks by POST can be asked by GET, and is", async () => {
  let asked = 0;
  await assertAudits((address, init) => {
    const byGet = inAddress(address, init);
    if (!byGet) return fetch(address, init);
    asked += 1;
    const { accept = "*/*" } = init.headers;
    return fetch(byGet, { headers: { accept } });
  });
  assert.ok(asked >= 39, `${asked} by GET`);
});

/** The address that asks the same; none for a mutation, and where a parameter cannot be said in it. */
function inAddress(address, { method, headers, body } = {}) {
  if (method !== "POST" || !headers?.["content-type"]?.startsWith("application/json")) return;
  let parameters;
  try {
    parameters = JSON.parse(body);
  } catch {
    return;
  }
  const { query, operationName = "" } = parameters ?? {};
  if (typeof query !== "string" || query.startsWith("mutation")) return;
  if (typeof operationName !== "string") return;
  const asked = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    asked.searchParams.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return asked;
}

const query = "{ __typename }";
const persistedQuery = { version: 1, sha256Hash: createHash("sha256").update(query).digest("hex") };

async function post(body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test("a query is known by its hash once it was sent with it", async () => {
  const unknown = await post({ extensions: { persistedQuery } });
  assert.equal(unknown.body.errors[0].message, "PersistedQueryNotFound");
  assert.equal(unknown.body.errors[0].extensions.code, "PERSISTED_QUERY_NOT_FOUND");
  assert.equal(unknown.status, 200);
  const taught = await post({ query, extensions: { persistedQuery } });
  assert.deepEqual(taught.body.data, { __typename: "Query" });
  const known = await post({ extensions: { persistedQuery } });
  assert.deepEqual(known.body.data, { __typename: "Query" });
  const address = new URL(url);
  address.searchParams.set("extensions", JSON.stringify({ persistedQuery }));
  const got = await fetch(address);
  assert.deepEqual((await got.json()).data, { __typename: "Query" });
});

test("a persisted mutation is no more run by GET than another", async () => {
  const mutation = "mutation { logout { __typename } }";
  const sha256Hash = createHash("sha256").update(mutation).digest("hex");
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  await post({ query: mutation, extensions });
  const address = new URL(url);
  address.searchParams.set("extensions", JSON.stringify(extensions));
  assert.equal((await fetch(address)).status, 405);
});

test("a hash of another query is refused", async () => {
  const { status } = await post({ query: "{ towns { name } }", extensions: { persistedQuery } });
  assert.equal(status, 400);
});

test("batches and other media types are refused", async () => {
  assert.equal((await post([{ query }, { query }])).status, 400);
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/graphql"]) {
    const headers = { "Content-Type": type };
    assert.equal((await fetch(url, { method: "POST", headers, body: query })).status, 415, type);
  }
});
