import { useState } from "react";
import { useQuery } from "urql";
import { FindEnterprisesDocument } from "../../gql/enterprises";
import { Finder } from "../../platform/finder";

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One firm, found by name, pinyin or credit code. */
export function FirmFinder(props: Props) {
  const [search, setSearch] = useState("");
  const [{ data, fetching }] = useQuery({
    query: FindEnterprisesDocument,
    variables: { search: search || null },
  });
  const options = (data?.enterprises.nodes ?? []).map(({ id, name, town }) => ({
    value: id,
    label: name,
    hint: town?.name,
  }));
  return <Finder {...props} options={options} onSearch={setSearch} loading={fetching} />;
}
