import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

/**
 * State that stands in the address, so that a view is a link. All values are text and empty when
 * unset; an unset one is left out of the address. Changes replace the entry of the history.
 */
export function useAddressState<K extends string>(names: readonly K[]) {
  const [params, setParams] = useSearchParams();
  const key = names.join();
  const state = useMemo(() => {
    const start: Partial<Record<K, string>> = {};
    for (const name of names) start[name] = params.get(name) ?? "";
    return (name: K) => start[name] ?? "";
  }, [params, key]);
  const change = useCallback(
    (changes: { readonly [N in K]?: string | undefined }) => {
      setParams(
        () => {
          // As it stands now: a late caller, such as a search box, does not undo what came between.
          const next = new URLSearchParams(location.search);
          for (const [name, value] of Object.entries<string | undefined>(changes)) {
            if (value) next.set(name, value);
            else next.delete(name);
          }
          return next;
        },
        // At once: what a radio button or a field shows stands in the address, and React would put it
        // back until a transition had ended.
        { replace: true, flushSync: true },
      );
    },
    [setParams],
  );
  return [state, change] as const;
}
