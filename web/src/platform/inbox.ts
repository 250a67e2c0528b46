import { useEffect } from "react";
import { useQuery, useSubscription } from "urql";
import { InboxChangedDocument, InboxTotalDocument } from "../gql/platform";

/** How much waits for the person signed in, kept current by the server. */
export function useInboxTotal() {
  const [{ data }, read] = useQuery({ query: InboxTotalDocument });
  const [changed, subscribe] = useSubscription({ query: InboxChangedDocument });
  const failed = changed.error !== undefined;
  // The socket reconnects by itself; only a refusal ends it, such as a session that ran out.
  useEffect(() => {
    if (!failed) return;
    const again = setTimeout(() => {
      read({ requestPolicy: "network-only" });
      subscribe();
    }, 30_000);
    return () => clearTimeout(again);
  }, [failed, read, subscribe]);
  return changed.data?.inboxChanged.total ?? data?.inbox.total ?? 0;
}
