import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { EnterprisesDocument } from "../../gql/enterprises";
import { AsyncState } from "../../platform/async-state";
import { FirmCards } from "./cards";
import { isFound } from "./initials";
import { wholeList } from "./rows";

/** Searches what lies on the device while the server is out of reach. */
export default function FoundOffline({ search }: { readonly search: string }) {
  const { t } = useTranslation();
  const [{ data, error, fetching }] = useQuery({
    query: EnterprisesDocument,
    variables: wholeList,
  });
  const nodes = (data?.enterprises.nodes ?? []).filter(({ name, town }) =>
    isFound(name, town?.name ?? "", search),
  );
  const list = { nodes, hasMore: false, loadMore: () => undefined };
  return (
    <AsyncState
      loading={fetching}
      error={error}
      has={data !== undefined}
      isEmpty={nodes.length === 0}
      empty={t("enterprises.noneFound")}
    >
      <FirmCards list={list} />
    </AsyncState>
  );
}
