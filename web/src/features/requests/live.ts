import { useEffect, useRef, useState } from "react";
import { type AnyVariables, type UseQueryArgs, useQuery, useSubscription } from "urql";
import { AnyRequestChangedDocument, RequestChangedDocument } from "../../gql/requests";

const restMs = 300;

/** Tells once after a burst of changes. */
function useSettled(tell: () => void) {
  const timer = useRef(0);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => latest.current(), restMs);
  };
}

/** Tells that one request changed, whoever changed it. */
export function useRequestChanged(id: string, tell: () => void) {
  const settled = useSettled(tell);
  const [{ data }] = useSubscription({ query: RequestChangedDocument, variables: { id } });
  useEffect(() => {
    if (data) settled();
  }, [data]);
}

/** Tells that any request within reach changed. */
export function useAnyRequestChanged(tell: () => void) {
  const settled = useSettled(tell);
  const [{ data }] = useSubscription({ query: AnyRequestChangedDocument });
  useEffect(() => {
    if (data) settled();
  }, [data]);
}

/** A query that asks the server again whenever `turn` goes up. */
export function useLiveQuery<Data, Variables extends AnyVariables>(
  args: UseQueryArgs<Variables, Data>,
  turn: number,
) {
  const [answer, read] = useQuery<Data, Variables>(args);
  const seen = useRef(turn);
  useEffect(() => {
    if (seen.current === turn) return;
    seen.current = turn;
    read({ requestPolicy: "network-only" });
  }, [turn, read]);
  return [answer, () => read({ requestPolicy: "network-only" })] as const;
}

/** Counts up, to have every part of a page read again. */
export function useTurns() {
  const [turn, setTurn] = useState(0);
  return [turn, () => setTurn((n) => n + 1)] as const;
}
