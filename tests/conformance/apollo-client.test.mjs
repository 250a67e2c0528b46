// Apollo Client against the real server: mutations over HTTP, subscriptions over the socket, and
// queries known by their hash.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { startServer } from "../../web/tests/server.mjs";
import {
  acceptRequest,
  begun,
  Heard,
  logout,
  REQUEST,
  SUBMIT,
  signIn,
  silence,
} from "./county.mjs";

const CHANGED = gql`
  subscription ($id: ID) {
    requestChanged(id: $id) {
      id
      state
    }
  }
`;
const REQUEST_NOW = gql`
  query ($id: ID!) {
    serviceRequest(id: $id) {
      id
      state
    }
  }
`;

// Apollo's link asks after the browser's own, which Node 20 has not.
globalThis.WebSocket ??= WebSocket;

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

/** A client as Apollo's guide sets it up: a link for subscriptions, another for the rest. */
function clientOf({ token, headers }) {
  const connection = new Heard();
  const socket = createClient({
    url: `${server.url.replace("http", "ws")}/graphql/ws`,
    connectionParams: { authorization: `Bearer ${token}` },
    retryWait: async () => {},
    on: {
      connected: () => connection.hear({ connected: true }),
      closed: ({ code }) => connection.hear({ closed: code }),
    },
  });
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: `${server.url}/graphql`, headers }),
  );
  return { client: new ApolloClient({ link, cache: new InMemoryCache() }), connection, socket };
}

/** Subscribes; what comes, and how it ends. */
function subscribe(client, query, variables) {
  const heard = new Heard();
  client.subscribe({ query, variables }).subscribe({
    next: (result) => heard.hear(result),
    error: (error) => heard.hear({ error }),
    complete: () => heard.hear({ isComplete: true }),
  });
  return heard;
}

const isAbout = ({ data }, id) => data?.requestChanged.id === id;

test("a mutation over HTTP is told over the socket, and what is told renews the cache", async () => {
  const firm = await signIn(server, "ENTERPRISE");
  const officer = await signIn(server, "OFFICER");
  const { client, socket } = clientOf(firm);
  const heard = subscribe(client, CHANGED);
  const file = async () => {
    const mutation = gql(SUBMIT);
    const { data } = await client.mutate({ mutation, variables: { input: REQUEST } });
    return data.submitRequest.serviceRequest.id;
  };
  const id = await begun(file, heard, isAbout);

  const seen = new Heard();
  const watched = client.watchQuery({ query: REQUEST_NOW, variables: { id } });
  const watching = watched.subscribe(({ data }) => seen.hear(data?.serviceRequest));
  await seen.until((request) => request?.state === "SUBMITTED");
  await acceptRequest(officer, id);
  await seen.until((request) => request?.state === "ACCEPTED");
  watching.unsubscribe();
  await socket.dispose();
});

test("an error of validation comes to the subscriber as one of GraphQL", async () => {
  const { client, connection, socket } = clientOf(await signIn(server, "ENTERPRISE"));
  const heard = subscribe(client, gql`subscription { nothing }`);
  const { error } = await heard.until((item) => item.error);
  assert.ok(CombinedGraphQLErrors.is(error), String(error));
  assert.deepEqual(
    error.errors.map(({ extensions }) => extensions.code),
    ["BAD_INPUT"],
  );
  assert.ok(!connection.items.some(({ closed }) => closed >= 4000), "the connection stays");
  await socket.dispose();
});

test("the end of a session ends a subscription, and the client does not come back", async () => {
  const firm = await signIn(server, "ENTERPRISE");
  const { client, connection } = clientOf(firm);
  const heard = subscribe(client, CHANGED);
  await connection.until(({ connected }) => connected);
  await logout(firm);
  const { error } = await heard.until((item) => item.error);
  assert.match(error.message, /4401|Unauthorized/);
  await silence();
  assert.deepEqual(connection.items, [{ connected: true }, { closed: 4401 }]);
});

test("a query is sent once and known by its hash from then on, by POST and by GET", async () => {
  const { headers } = await signIn(server, "OFFICER");
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  for (const useGETForHashedQueries of [false, true]) {
    const sent = [];
    const watch = (address, init) => {
      const told = init.body
        ? JSON.parse(init.body)
        : Object.fromEntries(new URL(address).searchParams);
      sent.push({ method: init.method, hasQuery: "query" in told });
      return fetch(address, init);
    };
    const persisted = new PersistedQueryLink({ sha256, useGETForHashedQueries });
    const http = new HttpLink({ uri: `${server.url}/graphql`, headers, fetch: watch });
    const client = new ApolloClient({ link: persisted.concat(http), cache: new InMemoryCache() });
    const query = gql(`query Known${useGETForHashedQueries} { viewer { user { id username } } }`);
    for (let times = 0; times < 2; times += 1) {
      const { data } = await client.query({ query, fetchPolicy: "no-cache" });
      assert.ok(data.viewer.user.username);
    }
    const first = useGETForHashedQueries ? "GET" : "POST";
    assert.deepEqual(sent, [
      { method: first, hasQuery: false },
      { method: "POST", hasQuery: true },
      { method: first, hasQuery: false },
    ]);
  }
});
