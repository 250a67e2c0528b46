// The one way to the server: cookies, one shared refresh, a document cache, subscriptions.
import { authExchange } from "@urql/exchange-auth";
import { createClient as createSocket } from "graphql-ws";
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from "urql";
import { emptyLists } from "./empty-lists";
import { type Keeping, keptAnswers } from "./kept-answers";
import { codeOf } from "./problem";
import { headers, isStale, refreshSession } from "./session";

/**
 * A fresh client, with nothing cached of whoever was signed in before. `keeping` says whose answers
 * are kept on the device, and which.
 */
export function createApi(keeping?: Keeping) {
  const socket = createSocket({
    // The cookie goes with the upgrade, so it must be good before the socket opens.
    url: async () => {
      if (isStale()) await refreshSession();
      return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql/ws`;
    },
    lazy: true,
    keepAlive: 20_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (tries) =>
      new Promise((go) => setTimeout(go, Math.min(30_000, 500 * 2 ** tries) + Math.random() * 500)),
  });
  const client = new Client({
    url: "/graphql",
    preferGetMethod: false,
    fetchOptions: () => ({ headers: headers(), credentials: "same-origin" }),
    exchanges: [
      cacheExchange,
      emptyLists,
      ...(keeping ? [keptAnswers(keeping)] : []),
      authExchange(async () => ({
        addAuthToOperation: (operation) => operation,
        willAuthError: isStale,
        didAuthError: (error) => codeOf(error) === "UNAUTHENTICATED",
        refreshAuth: async () => {
          await refreshSession();
        },
      })),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
  return { client, close: () => socket.dispose() };
}
