import { useTranslation } from "react-i18next";
import { Finder } from "../../platform/finder";
import { useAllAgencies } from "./all";

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string, name: string) => void;
}

/** One agency of some hundreds, found by a part of its name. */
export function AgencyFinder({ onChange, ...props }: Props) {
  const { t } = useTranslation();
  const { nodes, loading } = useAllAgencies();
  const options = nodes.map(({ id, name, level }) => ({
    value: id,
    label: name,
    hint: t(`agencies.levels.${level}`),
  }));
  return (
    <Finder
      {...props}
      options={options}
      loading={loading}
      onChange={(value, found) => onChange(value, found?.label ?? "")}
    />
  );
}

export function useAgencyName() {
  const { nodes } = useAllAgencies();
  return (id: string) => nodes.find((agency) => agency.id === id)?.name ?? "";
}
