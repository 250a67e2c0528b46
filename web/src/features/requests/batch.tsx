import { Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { MembersDocument } from "../../gql/requests";
import { useConnection } from "../../platform/connection";
import { Field } from "../../platform/field";

export interface BatchDraft {
  readonly isFor: boolean;
  readonly firms: string;
  readonly people: string;
  readonly months: readonly number[];
  readonly roster: readonly string[];
}

export const emptyBatch: BatchDraft = {
  isFor: false,
  firms: "",
  people: "",
  months: [],
  roster: [],
};

export function demandOf(batch: BatchDraft) {
  if (!batch.isFor) return undefined;
  return {
    firms: Number(batch.firms),
    people: Number(batch.people),
    months: batch.months,
    rosterIds: batch.roster,
  };
}

interface Props {
  readonly batch: BatchDraft;
  readonly onChange: (batch: BatchDraft) => void;
  readonly associationId: string | undefined;
}

/** For many: how many firms, how many people, and in which months it comes again. */
export function Batch({ batch, onChange, associationId }: Props) {
  const { t } = useTranslation();
  const change = (part: Partial<BatchDraft>) => onChange({ ...batch, ...part });
  return (
    <>
      <label className="check-row">
        <input
          type="checkbox"
          checked={batch.isFor}
          onChange={(event) => change({ isFor: event.target.checked })}
        />
        {t("requests.forMany")}
      </label>
      {batch.isFor && (
        <>
          <div className="form-pair">
            <Field label={t("requests.howManyFirms")} name="firms">
              {(wiring) => (
                <Input
                  {...wiring}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  value={batch.firms}
                  onChange={(event) => change({ firms: event.target.value })}
                />
              )}
            </Field>
            <Field label={t("requests.howManyPeople")} name="people">
              {(wiring) => (
                <Input
                  {...wiring}
                  type="number"
                  inputMode="numeric"
                  min={1}
                  value={batch.people}
                  onChange={(event) => change({ people: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Months months={batch.months} onChange={(months) => change({ months })} />
          {associationId && (
            <Roster
              associationId={associationId}
              chosen={batch.roster}
              onChange={(roster) => change({ roster })}
            />
          )}
        </>
      )}
    </>
  );
}

interface MonthsProps {
  readonly months: readonly number[];
  readonly onChange: (months: readonly number[]) => void;
}

function Months({ months, onChange }: MonthsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="field">
      <legend>{t("requests.whichMonths")}</legend>
      <span className="field-hint muted">{t("requests.monthsHint")}</span>
      <div className="months">
        {Array.from({ length: 12 }, (_, index) => index + 1).map((month) => (
          <label key={month} className="choice-option">
            <input
              type="checkbox"
              checked={months.includes(month)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...months, month].sort((a, b) => a - b)
                    : months.filter((other) => other !== month),
                )
              }
            />
            {t("requests.month", { month })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface RosterProps {
  readonly associationId: string;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** The members it is for, where the reader may name them. */
function Roster({ associationId, chosen, onChange }: RosterProps) {
  const { t } = useTranslation();
  const list = useConnection(
    MembersDocument,
    { id: associationId, first: 100 },
    (data) => data.association?.members,
  );
  const { hasMore, loadMore } = list;
  useEffect(() => {
    if (hasMore) loadMore();
  }, [hasMore, loadMore]);
  const members = list.nodes.flatMap(({ enterprise, enterpriseName }) =>
    enterprise ? [{ id: enterprise.id, name: enterpriseName ?? "" }] : [],
  );
  // An association's own people read their members' names only, so there is nothing to choose by.
  if (members.length === 0) return null;
  return (
    <fieldset className="field">
      <legend>{t("requests.rosterPick", { chosen: chosen.length, all: members.length })}</legend>
      <label className="check-row">
        <input
          type="checkbox"
          checked={chosen.length === members.length}
          onChange={(event) => onChange(event.target.checked ? members.map(({ id }) => id) : [])}
        />
        {t("app.all")}
      </label>
      <ul className="check-list">
        {members.map(({ id, name }) => (
          <li key={id}>
            <label className="check-row">
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id),
                  )
                }
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
