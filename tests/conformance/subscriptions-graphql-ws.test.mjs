// Subscriptions through the reference client of `graphql-transport-ws`, against the real server.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { after, before, test } from "node:test";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { startServer } from "../../web/tests/server.mjs";
import {
  acceptRequest,
  addNote,
  begun,
  fileRequest,
  Heard,
  logout,
  signIn,
  silence,
} from "./county.mjs";

const CHANGED = "subscription ($id: ID) { requestChanged(id: $id) { id state number } }";
const INBOX = "subscription { inboxChanged { counts { kind count } } }";

let server;
let socketUrl;
before(async () => {
  server = await startServer();
  socketUrl = `${server.url.replace("http", "ws")}/graphql/ws`;
});
after(() => server?.stop());

/** A client that says what happens to its connection, and comes back without waiting. */
function clientOf(connectionParams, options) {
  const connection = new Heard();
  const client = createClient({
    url: socketUrl,
    webSocketImpl: WebSocket,
    connectionParams,
    retryWait: async () => {},
    ...options,
    on: {
      connecting: (isRetry) => connection.hear({ connecting: isRetry }),
      connected: () => connection.hear({ connected: true }),
      closed: ({ code, reason }) => connection.hear({ closed: code, reason }),
    },
  });
  return { client, connection };
}

const bearer = ({ token }) => ({ authorization: `Bearer ${token}` });
const closings = ({ items }) => items.flatMap(({ closed }) => closed ?? []);
const attempts = ({ items }) => items.filter((item) => "connecting" in item).length;

/** Somebody of a firm, and how they make something happen. */
async function signedIn() {
  const firm = await signIn(server, "ENTERPRISE");
  return { firm, file: () => fileRequest(firm) };
}

/** Subscribes; what comes, and how it ends. */
function subscribe(client, query, variables) {
  const heard = new Heard();
  const end = client.subscribe(
    { query, variables },
    {
      next: (result) => heard.hear(result),
      error: (error) => heard.hear({ error }),
      complete: () => heard.hear({ isComplete: true }),
    },
  );
  return { heard, end };
}

const isAbout = ({ data }, id) => data?.requestChanged.id === id;

test("a lazy client connects with its first subscription and leaves after the last", async () => {
  const { firm, file } = await signedIn();
  const { client, connection } = clientOf(bearer(firm));
  assert.deepEqual(connection.items, []);
  const { heard, end } = subscribe(client, CHANGED);
  await begun(file, heard, isAbout);
  const another = subscribe(client, CHANGED);
  await begun(file, another.heard, isAbout);
  end();
  await heard.until(({ isComplete }) => isComplete);
  assert.deepEqual(closings(connection), [], "the other subscription goes on");
  await begun(file, another.heard, isAbout);
  another.end();
  assert.equal((await connection.until(({ closed }) => closed)).closed, 1000);
  assert.equal(attempts(connection), 1);
});

test("a request is told to whoever filed it, and the inbox to whoever is to take it", async () => {
  const { firm, file } = await signedIn();
  const officer = await signIn(server, "OFFICER");
  const { client } = clientOf(bearer(firm));
  const desk = clientOf(bearer(officer));
  const every = subscribe(client, CHANGED);
  const inbox = subscribe(desk.client, INBOX);
  await begun(file, inbox.heard, () => true);
  const id = await begun(file, every.heard, isAbout);
  const one = subscribe(client, CHANGED, { id });
  await begun(() => addNote(officer, id), one.heard, isAbout);
  const toAccept = ({ data }) =>
    data.inboxChanged.counts.find(({ kind }) => kind === "REQUESTS_TO_ACCEPT").count;
  const { inbox: now } = await officer.ask("{ inbox { counts { kind count } } }");
  const waiting = toAccept({ data: { inboxChanged: now } });
  await inbox.heard.until((told) => toAccept(told) === waiting);

  await acceptRequest(officer, id);
  const isAccepted = (told) => isAbout(told, id) && told.data.requestChanged.state === "ACCEPTED";
  await every.heard.until(isAccepted);
  await one.heard.until(isAccepted);
  await inbox.heard.until((told) => toAccept(told) === waiting - 1);
  const other = await file();
  const { data } = await every.heard.until((told) => isAbout(told, other));
  assert.equal(data.requestChanged.state, "SUBMITTED");
  assert.match(data.requestChanged.number, /^\d{4}-\d+$/);
  assert.ok(
    one.heard.items.every((told) => isAbout(told, id)),
    "it asked for one request",
  );
  await client.dispose();
  await desk.client.dispose();
});

test("an error of validation ends its subscription and spares the connection", async () => {
  const { firm, file } = await signedIn();
  const { client, connection } = clientOf(bearer(firm));
  const { heard } = subscribe(client, CHANGED);
  for (const query of [
    "subscription { nothing }",
    "subscription {",
    "subscription { requestChanged }",
    "{ viewer { user { id } } }",
    "mutation { logout { session { id } } }",
  ]) {
    const refused = subscribe(client, query);
    const { error } = await refused.heard.until((item) => item.error);
    assert.deepEqual(
      error.map(({ extensions }) => extensions.code),
      ["BAD_INPUT"],
      query,
    );
  }
  await begun(file, heard, isAbout);
  assert.deepEqual([attempts(connection), closings(connection)], [1, []]);
  await client.dispose();
});

test("a wrong token closes with 4403, and a client that brings a better one comes in", async () => {
  const once = clientOf({ token: "made up" }, { retryAttempts: 0 });
  const refused = subscribe(once.client, CHANGED);
  const { error } = await refused.heard.until((item) => item.error);
  assert.deepEqual([error.code, error.reason], [4403, "Forbidden"]);

  const { firm, file } = await signedIn();
  const tokens = ["made up", firm.token];
  const { client, connection } = clientOf(() => ({ token: tokens.shift() }));
  const { heard } = subscribe(client, CHANGED);
  await begun(file, heard, isAbout);
  assert.deepEqual([attempts(connection), closings(connection)], [2, [4403]]);
  await client.dispose();
});

test("a connection that breaks is made anew, and its subscriptions go on", async () => {
  const { firm, file } = await signedIn();
  const { hostname, port } = new URL(server.url);
  const open = new Set();
  const way = createServer((near) => {
    const far = connect(port, hostname);
    near.pipe(far).pipe(near);
    for (const end of [near, far]) end.on("error", () => {});
    open.add(near);
  }).listen(0, "127.0.0.1");
  await once(way, "listening");
  const url = `ws://127.0.0.1:${way.address().port}/graphql/ws`;
  const { client, connection } = clientOf(bearer(firm), { url });
  const { heard } = subscribe(client, CHANGED);
  await begun(file, heard, isAbout);
  for (const near of open) near.destroy();
  await connection.until(({ connecting }) => connecting);
  await begun(file, heard, isAbout);
  assert.deepEqual([attempts(connection), closings(connection)], [2, [1006]]);
  await client.dispose();
  way.close();
});

test("the end of a session closes with 4401, and the client does not come back", async () => {
  const { firm, file } = await signedIn();
  const { client, connection } = clientOf(bearer(firm), { retryAttempts: 5 });
  const { heard } = subscribe(client, CHANGED);
  await begun(file, heard, isAbout);
  await logout(firm);
  const { error } = await heard.until((item) => item.error);
  assert.deepEqual([error.code, error.reason], [4401, "Unauthorized"]);
  await silence();
  assert.deepEqual([attempts(connection), closings(connection)], [1, [4401]]);
});

test("a server that stops says that it goes away", async () => {
  const { firm, file } = await signedIn();
  const { client, connection } = clientOf(bearer(firm), { retryAttempts: 0 });
  const { heard } = subscribe(client, CHANGED);
  await begun(file, heard, isAbout);
  await server.stop();
  const { error } = await heard.until((item) => item.error);
  assert.deepEqual([error.code, closings(connection)], [1001, [1001]]);
});
