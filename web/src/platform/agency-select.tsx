// Choosing an agency of 175, or an officer of one: by typing a part of the name.
import { Select } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { AgencyChoicesDocument, OfficerChoicesDocument } from "../gql/platform";
import type { AgencyLevel } from "../gql/schema";
import { useConnection } from "./connection";

const levels: readonly AgencyLevel[] = ["COUNTY", "TOWN", "CITY", "PROVINCE"];

/** Tells the id and the name of what was chosen; empty ones when the choice is cleared. */
type Chosen = (id: string, name: string) => void;

interface Props {
  readonly value: string;
  readonly onChange: Chosen;
  readonly id?: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly level?: AgencyLevel;
}

export function AgencySelect({ value, onChange, id, label, placeholder, level }: Props) {
  const { t } = useTranslation();
  const filter = { ended: false, level: level ?? null };
  const list = useConnection(AgencyChoicesDocument, { filter, first: 100 }, (d) => d.agencies);
  const { hasMore, loadMore } = list;
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore]);
  const groups = levels.flatMap((of) => {
    const options = list.nodes
      .filter((one) => one.level === of)
      .map(({ id, name }) => ({ value: id, label: name }));
    return options.length > 0 ? [{ label: t(`app.levels.${of}`), options }] : [];
  });
  return (
    <Choose
      id={id}
      label={label}
      placeholder={placeholder ?? t("app.chooseAgency")}
      value={value}
      options={groups}
      loading={list.loading}
      onChange={onChange}
    />
  );
}

interface OfficerProps {
  readonly agencyId: string;
  readonly value: string;
  readonly onChange: Chosen;
  readonly id?: string;
  readonly label?: string;
}

export function OfficerSelect({ agencyId, value, onChange, id, label }: OfficerProps) {
  const { t } = useTranslation();
  const [{ data, fetching }] = useQuery({
    query: OfficerChoicesDocument,
    variables: { filter: { agency: agencyId } },
    pause: !agencyId,
  });
  const officers = (agencyId ? (data?.officers.nodes ?? []) : []).map(({ id, name, rank }) => ({
    value: id,
    label: `${name} ${rank}`,
  }));
  const options = officers.length > 0 ? [{ label: t("app.officers"), options: officers }] : [];
  return (
    <Choose
      id={id}
      label={label}
      placeholder={t("app.chooseOfficer")}
      value={value}
      options={options}
      loading={fetching}
      onChange={onChange}
    />
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Group {
  readonly label: string;
  readonly options: Option[];
}

interface ChooseProps {
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly placeholder: string;
  readonly value: string;
  readonly options: Group[];
  readonly loading: boolean;
  readonly onChange: Chosen;
}

function Choose({ id, label, placeholder, value, options, loading, onChange }: ChooseProps) {
  return (
    <Select<string>
      id={id}
      aria-label={label}
      className="agency-select"
      style={{ width: "100%", maxWidth: 360 }}
      showSearch={{ optionFilterProp: "label" }}
      allowClear
      placeholder={placeholder}
      value={value || undefined}
      options={options}
      loading={loading}
      onChange={(chosen) => {
        const all = options.flatMap((group) => group.options);
        onChange(chosen ?? "", all.find((one) => one.value === chosen)?.label ?? "");
      }}
    />
  );
}
