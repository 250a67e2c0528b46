import { useParams } from "react-router";
import { useQuery } from "urql";
import { EnterpriseDocument, type EnterpriseQuery } from "../../gql/enterprises";
import { useAddressState } from "../../platform/address-state";
import { useSession } from "../../platform/session";
import type { Item } from "../outbox/queue";
import { useOutbox } from "../outbox/store";

export type Firm = NonNullable<EnterpriseQuery["enterprise"]>;

/** The firm of the address, and the unsent item that is edited, if one is named. */
export function useFirm() {
  const { id = "" } = useParams();
  const session = useSession();
  const [address] = useAddressState(["item", "plan", "visit", "after"]);
  const outbox = useOutbox();
  const [{ data, fetching, error }, read] = useQuery({
    query: EnterpriseDocument,
    variables: { id },
  });
  const itemId = address("item");
  const item: Item | undefined = outbox.items?.find((one) => one.id === itemId);
  return {
    firm: data?.enterprise ?? undefined,
    userId: session.state === "out" ? "" : session.person.user.id,
    item,
    address,
    state: {
      loading: fetching || outbox.items === undefined,
      error,
      has: data !== undefined && outbox.items !== undefined,
      isEmpty: data !== undefined && !data.enterprise,
      retry: () => read({ requestPolicy: "network-only" }),
    },
  };
}
