import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { TownsDocument } from "../../gql/enterprises";
import { Pick, SearchBox } from "../../platform/inputs";
import { useSession } from "../../platform/session";

export const filterNames = ["search", "town", "scale", "officer", "unvisited"] as const;
export type FilterName = (typeof filterNames)[number];

interface Props {
  readonly state: (name: FilterName) => string;
  readonly change: (changes: { readonly [N in FilterName]?: string }) => void;
}

/** An officer has ten firms and needs the search alone; who has the register needs the rest. */
export function Filters({ state, change }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const isOfficer = session.state !== "out" && session.person.user.role === "OFFICER";
  return (
    <div className="filters no-print" role="search">
      <SearchBox
        value={state("search")}
        label={t("enterprises.search")}
        onChange={(search) => change({ search })}
      />
      {!isOfficer && <RegisterFilters state={state} change={change} />}
    </div>
  );
}

function RegisterFilters({ state, change }: Props) {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: TownsDocument });
  const towns = data?.towns ?? [];
  return (
    <>
      <Pick
        value={state("town")}
        label={t("enterprises.town")}
        none={t("enterprises.allTowns")}
        options={towns.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(town) => change({ town })}
      />
      <Pick
        value={state("scale")}
        label={t("enterprises.scale")}
        none={t("enterprises.allScales")}
        options={[
          { value: "above", label: t("enterprises.aboveScale") },
          { value: "below", label: t("enterprises.belowScale") },
        ]}
        onChange={(scale) => change({ scale })}
      />
      <Pick
        value={state("officer")}
        label={t("enterprises.assignment")}
        none={t("enterprises.allAssignments")}
        options={[
          { value: "some", label: t("enterprises.assigned") },
          { value: "none", label: t("enterprises.unassigned") },
        ]}
        onChange={(officer) => change({ officer })}
      />
      <Pick
        value={state("unvisited")}
        label={t("enterprises.lastVisit")}
        none={t("enterprises.allVisits")}
        options={unvisitedDays(state("unvisited")).map((days) => ({
          value: String(days),
          label: t("enterprises.unvisited", { days }),
        }))}
        onChange={(unvisited) => change({ unvisited })}
      />
    </>
  );
}

/** The usual spans, and the one that a link from elsewhere asked for. */
function unvisitedDays(asked: string) {
  const days = new Set([30, 60, 90, 180]);
  if (Number(asked) > 0) days.add(Number(asked));
  return [...days].sort((a, b) => a - b);
}
