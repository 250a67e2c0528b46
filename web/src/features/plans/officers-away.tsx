import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { FindOfficersDocument } from "../../gql/officers";
import { Finder } from "../../platform/finder";

interface Props {
  readonly id: string;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Officers on leave: found one by one, each with a way to take it out again. */
export function OfficersAway({ id, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [{ data, fetching }] = useQuery({
    query: FindOfficersDocument,
    variables: { search: search || null },
  });
  const options = (data?.officers.nodes ?? []).map((officer) => ({
    value: officer.id,
    label: officer.name,
    hint: officer.agency?.name,
  }));
  return (
    <>
      <Finder
        id={id}
        label={t("assignments.findOfficer")}
        value=""
        options={options}
        onSearch={setSearch}
        loading={fetching}
        onChange={(added, found) => {
          if (!found || chosen.includes(added)) return;
          setNames(new Map(names).set(added, found.label));
          onChange([...chosen, added]);
        }}
      />
      <div className="row">
        {chosen.map((one) => (
          <Button
            key={one}
            size="small"
            onClick={() => onChange(chosen.filter((other) => other !== one))}
          >
            {t("plans.notAway", { name: names.get(one) })}
          </Button>
        ))}
      </div>
    </>
  );
}
