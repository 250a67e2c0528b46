// What a client must not say over `graphql-transport-ws`, and the code that the real server closes
// with; and how a subscription ends.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import WebSocket from "ws";
import { startServer } from "../../web/tests/server.mjs";
import { begun, fileRequest, Heard, signIn, silence } from "./county.mjs";

const query = "subscription { requestChanged { id } }";

let server;
let firm;
before(async () => {
  server = await startServer();
  firm = await signIn(server, "ENTERPRISE");
});
after(() => server?.stop());

const init = (payload) => ({ type: "connection_init", payload });
const file = () => fileRequest(firm);
const subscribe = (id) => ({ type: "subscribe", id, payload: { query } });
const signedIn = () => init({ authorization: `Bearer ${firm.token}` });

/** A connection that has said these things; what it hears, and how it ends. */
async function say(messages, protocols = ["graphql-transport-ws"]) {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/graphql/ws`, protocols);
  const heard = new Heard();
  const closed = once(socket, "close").then(([code, reason]) => [code, String(reason)]);
  socket.on("message", (text) => heard.hear(JSON.parse(text)));
  await once(socket, "open");
  const send = (message) => {
    const isRaw = typeof message === "string" || message instanceof Buffer;
    socket.send(isRaw ? message : JSON.stringify(message));
  };
  for (const message of messages) send(message);
  return { socket, heard, send, closed };
}

const nonsense = [4400, "Invalid message"];
const nobody = [4401, "Unauthorized"];
const violations = {
  "text that is not JSON": [() => ["nonsense"], nonsense],
  "a list": [() => ["[]"], nonsense],
  "a binary frame": [() => [Buffer.from("{}")], nonsense],
  "a message without a type": [() => [{ id: "1" }], nonsense],
  "a message of the older protocol": [() => [{ type: "start", id: "1" }], nonsense],
  "a message of the server": [() => [signedIn(), { type: "connection_ack" }], nonsense],
  "a subscription without an id": [() => [signedIn(), subscribe(undefined)], nonsense],
  "a subscription without a payload": [
    () => [signedIn(), { type: "subscribe", id: "1" }],
    nonsense,
  ],
  "a complete without an id": [() => [signedIn(), { type: "complete" }], nonsense],
  "a subscription before the sign-in": [() => [subscribe("1")], nobody],
  "a connection_init without a token": [() => [init()], nobody],
  "a connection_init with a wrong token": [() => [init({ token: "x" })], [4403, "Forbidden"]],
  "two subscriptions of one id": [
    () => [signedIn(), subscribe("1"), subscribe("1")],
    [4409, "Subscriber already exists"],
  ],
  "two connection_init": [
    () => [signedIn(), signedIn()],
    [4429, "Too many initialisation requests"],
  ],
  "a message of more than 64 KiB": [() => ["x".repeat(65 * 1024)], [1009, "Message too big"]],
};

for (const [name, [messages, ending]] of Object.entries(violations)) {
  test(`${ending[0]} answers ${name}`, async () => {
    const { closed } = await say(messages());
    assert.deepEqual(await closed, ending);
  });
}

test("a client that names no protocol is closed with 4406", async () => {
  const { closed } = await say([], []);
  assert.deepEqual(await closed, [4406, "Subprotocol not acceptable"]);
});

test("a client that does not sign in within the time is closed with 4408", async () => {
  const { closed } = await say([]);
  assert.deepEqual(await closed, [4408, "Connection initialisation timeout"]);
});

test("a ping is answered, before the sign-in too, and a pong is not", async () => {
  const ping = { type: "ping", payload: { n: 1 } };
  const { heard, socket } = await say([ping, { type: "pong" }, signedIn()]);
  await heard.until(({ type }) => type === "connection_ack");
  assert.deepEqual(heard.items, [{ type: "pong", payload: { n: 1 } }, { type: "connection_ack" }]);
  socket.close();
});

test("an error names its subscription, and nothing follows under its id", async () => {
  const wrong = { type: "subscribe", id: "1", payload: { query: "subscription { nothing }" } };
  const { heard, send, socket } = await say([signedIn(), wrong]);
  const error = await heard.until(({ type }) => type === "error");
  assert.equal(error.id, "1");
  assert.equal(error.payload[0].extensions.code, "BAD_INPUT");
  send(subscribe("1"));
  await begun(file, heard, isAbout);
  assert.ok(!heard.items.some(({ type }) => type === "complete"), "an error is the end");
  socket.close();
});

test("after its complete a client hears nothing more under the id, which is free again", async () => {
  const { heard, send, socket } = await say([signedIn(), subscribe("1"), subscribe("2")]);
  await begun(file, heard, (item, id) => item.id === "1" && isAbout(item, id));
  await begun(file, heard, (item, id) => item.id === "2" && isAbout(item, id));
  send({ type: "complete", id: "1" });
  send({ type: "complete", id: "never begun" });
  send({ type: "ping" });
  await heard.until(({ type }) => type === "pong");
  const after = heard.items.length;
  const id = await file();
  await heard.until((item) => item.id === "2" && isAbout(item, id));
  await silence();
  assert.deepEqual([...new Set(heard.items.slice(after).map((item) => item.id))], ["2"]);
  send(subscribe("1"));
  await begun(file, heard, (item, id) => item.id === "1" && isAbout(item, id));
  socket.close();
});

test("a close is answered with its own code", async () => {
  const { closed, socket } = await say([signedIn()]);
  socket.close(1000, "Normal Closure");
  assert.deepEqual(await closed, [1000, "Normal Closure"]);
});

function isAbout({ type, payload }, id) {
  return type === "next" && payload.data.requestChanged.id === id;
}
