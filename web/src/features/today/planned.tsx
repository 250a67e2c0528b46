import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TodayQuery } from "../../gql/today";
import { dayOf, daysBetween, formatWhen, today } from "../../platform/dates";
import { Mark, StateTag } from "../../platform/state-tag";

interface Props {
  readonly visits: TodayQuery["visits"]["nodes"];
}

export function Planned({ visits }: Props) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{t("today.planned")}</h2>
      {visits.length === 0 && <p className="muted">{t("today.nonePlanned")}</p>}
      <ul className="today-list">
        {visits.map(({ id, kind, happensAt, topics, enterprise, enterpriseName }) => {
          const name = enterprise?.name ?? enterpriseName;
          const isPast = daysBetween(today(), dayOf(happensAt)) < 0;
          return (
            <li key={id} className="today-entry">
              <div>
                {enterprise ? (
                  <Link to={`/enterprises/${enterprise.id}`} className="today-name">
                    {name}
                  </Link>
                ) : (
                  <span className="today-name">{name}</span>
                )}
                <div className="row">
                  <StateTag of="VisitKind" value={kind} />
                  <span className="muted">{formatWhen(happensAt)}</span>
                  {isPast && <Mark tone="warn">{t("today.past")}</Mark>}
                </div>
                {topics.length > 0 && <p className="muted">{topics.join("、")}</p>}
              </div>
              {enterprise && (
                <Link
                  className="today-do"
                  to={`/enterprises/${enterprise.id}/visit?plan=${id}`}
                  aria-label={t("today.logOf", { firm: name })}
                >
                  {t("today.log")}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
