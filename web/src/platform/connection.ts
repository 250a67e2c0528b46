import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from "urql";

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

interface Loaded<Node> {
  /** Which list the pages belong to; another one keeps showing until the first page arrives. */
  readonly key: string;
  readonly pages: readonly Page<Node>[];
  readonly error: CombinedError | undefined;
  readonly loading: boolean;
}

export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount: number | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error: CombinedError | undefined;
  /** Asks for the next page; does nothing while one is on its way or when there is none. */
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/**
 * A keyset-paged list that grows as one scrolls. The query takes its cursor as `$after`; `pick`
 * takes the connection from the answer. Pages stay subscribed to the query cache: a mutation that
 * touches their types reads them again. Other variables begin the list anew.
 */
export function useConnection<Data, Variables extends AnyVariables & object, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables & { readonly after?: never },
  pick: (data: Data) => Page<Node> | null | undefined,
): Connection<Node> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<Loaded<Node>>({
    key,
    pages: [],
    error: undefined,
    loading: true,
  });
  const [attempt, setAttempt] = useState(0);
  const subscriptions = useRef<(() => void)[]>([]);
  const latest = useRef({ pick, variables });
  latest.current = { pick, variables };

  const load = useCallback(
    (index: number, after: string | null) => {
      setState((before) => ({ ...before, loading: true, error: undefined }));
      // The first reading may come of the cache; one that was asked for again asks the server.
      const requestPolicy = attempt > 0 ? "cache-and-network" : "cache-first";
      const { unsubscribe } = client
        .query(query, { ...latest.current.variables, after }, { requestPolicy })
        .subscribe(({ data, error, stale }) => {
          const page = data && latest.current.pick(data);
          setState((before) => {
            const pages = before.key === key ? before.pages : [];
            return {
              key: page ? key : before.key,
              pages: page
                ? [...pages.slice(0, index), page, ...pages.slice(index + 1)]
                : before.pages,
              error,
              loading: stale,
            };
          });
        });
      subscriptions.current.push(unsubscribe);
    },
    [client, query, key, attempt],
  );

  useEffect(() => {
    load(0, null);
    return () => {
      for (const unsubscribe of subscriptions.current.splice(0)) unsubscribe();
    };
  }, [load]);

  const last = state.pages.at(-1)?.pageInfo;
  const busy = state.loading || state.error !== undefined || state.key !== key;
  const loadMore = useCallback(() => {
    if (!busy && last?.hasNextPage) load(state.pages.length, last.endCursor);
  }, [busy, last, load, state.pages.length]);

  const retry = useCallback(() => setAttempt((n) => n + 1), []);

  return {
    nodes: useMemo(() => state.pages.flatMap((page) => page.nodes), [state.pages]),
    totalCount: state.pages[0]?.totalCount,
    hasMore: last?.hasNextPage ?? false,
    loading: state.loading || state.key !== key,
    error: state.error,
    loadMore,
    retry,
  };
}
