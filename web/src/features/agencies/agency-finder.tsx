import { Finder } from "../../platform/finder";
import { useAllAgencies } from "./all";

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function AgencyFinder(props: Props) {
  const { nodes, loading } = useAllAgencies();
  const options = nodes.map(({ id, name }) => ({ value: id, label: name }));
  return <Finder {...props} options={options} loading={loading} />;
}

export function useAgencyName() {
  const { nodes } = useAllAgencies();
  return (id: string) => nodes.find((agency) => agency.id === id)?.name ?? "";
}
