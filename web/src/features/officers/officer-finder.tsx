import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { FindOfficersDocument } from "../../gql/officers";
import { Finder } from "../../platform/finder";

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One officer, found by name, pinyin or badge number, with the firms of each. */
export function OfficerFinder(props: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [{ data, fetching }] = useQuery({
    query: FindOfficersDocument,
    variables: { search: search || null },
  });
  const options = (data?.officers.nodes ?? []).map(({ id, name, agency, assignments }) => ({
    value: id,
    label: name,
    hint: `${agency?.name ?? ""} · ${t("officers.firms", { count: assignments.totalCount })}`,
  }));
  return <Finder {...props} options={options} onSearch={setSearch} loading={fetching} />;
}
