import { useTranslation } from "react-i18next";
import type { RequestsQueryVariables } from "../../gql/requests";
import { usePhone } from "../../platform/device";
import { Pick, SearchBox } from "../../platform/inputs";
import type { Person } from "../../platform/session";
import { AgencyFinder } from "../agencies/agency-finder";
import { categories, oneOf, openStates, states, usePerson } from "./rows";

export const filterNames = [
  "number",
  "state",
  "category",
  "overdue",
  "handler",
  "agency",
  "office",
  "from",
  "to",
] as const;
type FilterName = (typeof filterNames)[number];
const hidden: readonly FilterName[] = ["handler", "agency", "from", "to"];
type State = (name: FilterName) => string;

interface Props {
  readonly state: State;
  readonly change: (changes: { readonly [N in FilterName]?: string }) => void;
  /** A board has a column for each state already. */
  readonly isBoard: boolean;
}

export function Filters({ state, change, isBoard }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <div className="filters no-print" role="search">
      <SearchBox
        value={state("number")}
        label={t("requests.byNumber")}
        onChange={(number) => change({ number })}
      />
      {!isBoard && (
        <Pick
          value={state("state")}
          label={t("requests.state")}
          none={t("requests.allStates")}
          options={[
            { value: "open", label: t("requests.open") },
            ...states.map((value) => ({ value, label: t(`app.enums.RequestState.${value}`) })),
          ]}
          onChange={(chosen) => change({ state: chosen })}
        />
      )}
      <Pick
        value={state("category")}
        label={t("requests.category")}
        none={t("requests.allCategories")}
        options={categories.map((value) => ({
          value,
          label: t(`app.enums.RequestCategory.${value}`),
        }))}
        onChange={(category) => change({ category })}
      />
      <Pick
        value={state("overdue")}
        label={t("requests.due")}
        none={t("requests.allDue")}
        options={[
          { value: "1", label: t("requests.overdue") },
          { value: "0", label: t("requests.inTime") },
        ]}
        onChange={(overdue) => change({ overdue })}
      />
      {phone ? (
        <details className="filters-more" open={hidden.some(state)}>
          <summary>{t("requests.moreFilters")}</summary>
          <Further state={state} change={change} />
        </details>
      ) : (
        <Further state={state} change={change} />
      )}
    </div>
  );
}

/** What is narrowed by more seldom: on a phone it is folded away. */
function Further({ state, change }: Omit<Props, "isBoard">) {
  const { t } = useTranslation();
  const role = usePerson()?.user.role;
  const seesAll = role === "COORDINATOR" || role === "LEADER";
  return (
    <>
      {seesAll ? (
        <div className="filter-agency">
          <AgencyFinder
            value={state("agency")}
            label={t("requests.allAgencies")}
            onChange={(agency) => change({ agency })}
          />
        </div>
      ) : (
        role !== "PARTNER" && (
          <Pick
            value={state("handler")}
            label={t("requests.handler")}
            none={t("requests.allHandlers")}
            options={[{ value: "me", label: t("requests.mine") }]}
            onChange={(handler) => change({ handler })}
          />
        )
      )}
      <label className="filter-day">
        <span>{t("requests.from")}</span>
        <input
          className="pick"
          type="date"
          value={state("from")}
          onChange={(event) => change({ from: event.target.value })}
        />
      </label>
      <label className="filter-day">
        <span>{t("requests.to")}</span>
        <input
          className="pick"
          type="date"
          value={state("to")}
          onChange={(event) => change({ to: event.target.value })}
        />
      </label>
    </>
  );
}

export function filterOf(
  state: State,
  person: Person | undefined,
): RequestsQueryVariables["filter"] {
  const one = oneOf(states, state("state"));
  return {
    number: state("number") || null,
    states: one ? [one] : state("state") === "open" ? openStates : null,
    category: oneOf(categories, state("category")) ?? null,
    overdue: state("overdue") ? state("overdue") === "1" : null,
    handler: state("handler") === "me" ? (person?.officer?.id ?? null) : state("handler") || null,
    agency: state("agency") || null,
    office: state("office") || null,
    createdFrom: state("from") || null,
    createdTo: state("to") || null,
  };
}
