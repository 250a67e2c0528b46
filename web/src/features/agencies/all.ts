import { useEffect } from "react";
import { AllAgenciesDocument, type AllAgenciesQuery } from "../../gql/agencies";
import { useConnection } from "../../platform/connection";

export type AgencyNode = AllAgenciesQuery["agencies"]["nodes"][number];

/** Every agency of the county and above: some hundreds, read to the end. */
export function useAllAgencies(ended = false) {
  const list = useConnection(AllAgenciesDocument, { ended, first: 100 }, (data) => data.agencies);
  const { hasMore, loadMore } = list;
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore]);
  return list;
}
