import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Mark } from "../../platform/state-tag";
import { type FirmRow, lastVisitOf } from "../enterprises/rows";

const shown = 5;

interface Props {
  readonly firms: readonly FirmRow[] | undefined;
  /** Within how many days a firm is to be visited. */
  readonly cadenceDays: number;
}

/**
 * The firms whose last visit is longest ago, those never seen first: from a third of the cadence on,
 * so that there is time to plan.
 */
export function LongUnseen({ firms, cadenceDays }: Props) {
  const { t } = useTranslation();
  const longAgoDays = Math.ceil(cadenceDays / 3);
  const unseen = (firms ?? [])
    .map((firm) => ({ firm, days: lastVisitOf(firm)?.daysAgo }))
    .filter(({ days }) => days === undefined || days >= longAgoDays)
    .toSorted((a, b) => (b.days ?? Infinity) - (a.days ?? Infinity));
  return (
    <section className="card">
      <h2>{t("today.unseen")}</h2>
      {firms && unseen.length === 0 && (
        <p className="muted">{t("today.noneUnseen", { days: longAgoDays })}</p>
      )}
      <ul className="today-list">
        {unseen.slice(0, shown).map(({ firm, days }) => (
          <li key={firm.id} className="today-entry">
            <div>
              <Link to={`/enterprises/${firm.id}`} className="today-name">
                {firm.name}
              </Link>
              <div className="row">
                <span className="muted">{firm.town?.name}</span>
                <Mark tone={days === undefined || days > cadenceDays ? "bad" : "warn"}>
                  {days === undefined
                    ? t("enterprises.never")
                    : t("enterprises.visitedAgo", { days })}
                </Mark>
              </div>
            </div>
            <Link
              className="today-do"
              to={`/enterprises/${firm.id}/visit`}
              aria-label={t("today.logOf", { firm: firm.name })}
            >
              {t("today.log")}
            </Link>
          </li>
        ))}
      </ul>
      {unseen.length > shown && (
        <Link to="/enterprises">{t("today.moreUnseen", { count: unseen.length })}</Link>
      )}
    </section>
  );
}
