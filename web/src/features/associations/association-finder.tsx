import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { FindAssociationsDocument } from "../../gql/associations";
import { Finder } from "../../platform/finder";

interface Props {
  readonly id?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One association, found by a part of its name. */
export function AssociationFinder(props: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [{ data, fetching }] = useQuery({
    query: FindAssociationsDocument,
    variables: { search: search || null },
  });
  const options = (data?.associations.nodes ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  return (
    <Finder
      {...props}
      label={t("associations.search")}
      options={options}
      onSearch={setSearch}
      loading={fetching}
    />
  );
}
