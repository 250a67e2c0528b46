// The public library of Standard Webhooks checks what the real server signs; fetch plays the client
// with a key, and the one with a token of OAuth.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { startServer } from "../../web/tests/server.mjs";
import { fileRequest, Heard, signIn } from "./county.mjs";

let server;
let receiver;
let heard;
let status = 204;
before(async () => {
  server = await startServer({ settings: { WANQI_INTERNAL_WEBHOOKS: "127.0.0.1" } });
  heard = new Heard();
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    heard.hear({ headers: request.headers, body, ...JSON.parse(body) });
    response.writeHead(status).end();
  });
  await new Promise((listening) => receiver.listen(0, "127.0.0.1", listening));
});
after(async () => {
  receiver?.close();
  await server?.stop();
});

async function ask(token, query, variables) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

async function madeClient(name) {
  const admin = await signIn(server, "ADMIN");
  const { viewer } = await admin.ask("{ viewer { user { agency { id } } } }");
  const create = `mutation ($input: CreateApiClientInput!) {
    createApiClient(input: $input) { key apiClient { id } }
  }`;
  const input = { name, agencyId: viewer.user.agency.id, scopes: ["requests:read"] };
  const { createApiClient } = await admin.ask(create, { input });
  return { key: createApiClient.key, id: createApiClient.apiClient.id };
}

test("what is told is signed as the standard says, and carries one id each time", async () => {
  const { key } = await madeClient("县数据平台");
  const create = `mutation ($input: CreateWebhookInput!) {
    createWebhook(input: $input) { secret webhook { id } }
  }`;
  const url = `http://127.0.0.1:${receiver.address().port}/hook`;
  const made = await ask(key, create, { input: { url, topics: ["service_request.*"] } });
  const { secret } = made.data.createWebhook;

  status = 500;
  const officer = await signIn(server, "ENTERPRISE");
  const id = await fileRequest(officer);
  const isOfIt = (told) => told.data.id === id;
  const first = await heard.until(isOfIt);
  status = 204;
  const again = await heard.until((told) => isOfIt(told) && told !== first, 30_000);
  assert.equal(first.type, "service_request.submitted");
  assert.equal(again.headers["webhook-id"], first.headers["webhook-id"]);
  for (const { headers, body } of [first, again]) {
    assert.deepEqual(new Webhook(secret).verify(body, headers), JSON.parse(body));
    assert.throws(() => new Webhook(secret).verify(`${body} `, headers));
  }
});

test("a key is exchanged by the form of OAuth 2 for a token that opens what it says", async () => {
  const { id, key } = await madeClient("十二三四五热线");
  const form = { grant_type: "client_credentials", client_id: id, client_secret: key };
  const exchange = (change) =>
    fetch(`${server.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({ ...form, ...change }),
    });
  const given = await exchange({});
  assert.equal(given.status, 200);
  assert.equal(given.headers.get("cache-control"), "no-store");
  const { access_token: token, token_type: type } = await given.json();
  assert.equal(type, "Bearer");
  const requests = await ask(token, "{ serviceRequests(first: 1) { nodes { id } } }");
  assert.equal(requests.errors, undefined);
  const visits = await ask(token, "{ visits(first: 1) { nodes { id } } }");
  assert.equal(visits.errors[0].extensions.scope, "visits:read");
  assert.equal((await exchange({ client_secret: "wq_api_0" })).status, 401);
});
