import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { FindColleaguesDocument, FindOfficersDocument } from "../../gql/officers";
import { Finder } from "../../platform/finder";

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string, name: string) => void;
}

/** One officer, found by name, pinyin or badge number, with the firms of each. */
export function OfficerFinder({ onChange, ...props }: Props) {
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
  return (
    <Finder
      {...props}
      options={options}
      onSearch={setSearch}
      loading={fetching}
      onChange={(value, found) => onChange(value, found?.label ?? "")}
    />
  );
}

/** One of the officers of an agency, once there is one. */
export function ColleagueFinder({ agencyId, onChange, ...props }: Props & { agencyId: string }) {
  const [{ data, fetching }] = useQuery({
    query: FindColleaguesDocument,
    variables: { agency: agencyId },
    pause: !agencyId,
  });
  const found = agencyId ? (data?.officers.nodes ?? []) : [];
  return (
    <Finder
      {...props}
      disabled={!agencyId}
      options={found.map(({ id, name, rank }) => ({ value: id, label: name, hint: rank }))}
      loading={fetching}
      onChange={(value, chosen) => onChange(value, chosen?.label ?? "")}
    />
  );
}
