import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TodayQuery } from "../../gql/today";
import { formatWhen } from "../../platform/dates";
import { Mark, StateTag } from "../../platform/state-tag";

interface Props {
  readonly inbox: TodayQuery["inbox"];
}

/** Requests that wait for this person: to take, to answer, in hand; the overdue ones first. */
export function Requests({ inbox }: Props) {
  const { t } = useTranslation();
  const waiting = [
    ...inbox.requestsToAccept.nodes,
    ...inbox.questionsToAnswer.nodes,
    ...inbox.requestsInHand.nodes,
  ].toSorted((a, b) => Number(b.isOverdue) - Number(a.isOverdue));
  return (
    <section className="card">
      <h2>{t("today.requests")}</h2>
      {waiting.length === 0 && <p className="muted">{t("today.noRequests")}</p>}
      <ul className="today-list">
        {waiting.map((request) => (
          <li key={request.id} className="today-entry">
            <div>
              <Link to={`/requests/${request.id}`} className="today-name">
                {request.title}
              </Link>
              <div className="row">
                <StateTag of="RequestState" value={request.state} />
                {request.isOverdue && <Mark tone="bad">{t("enterprises.overdue")}</Mark>}
                {request.dueAt && (
                  <span className="muted">
                    {t("today.due", { when: formatWhen(request.dueAt) })}
                  </span>
                )}
              </div>
              <p className="muted">{request.enterpriseName ?? request.associationName}</p>
            </div>
          </li>
        ))}
      </ul>
      {inbox.total > 0 && <Link to="/inbox">{t("today.wholeInbox", { total: inbox.total })}</Link>}
    </section>
  );
}

export function Notices({ inbox }: Props) {
  const { t } = useTranslation();
  const notices = inbox.unreadNotices.nodes;
  return (
    <section className="card">
      <h2>{t("today.notices")}</h2>
      {notices.length === 0 && <p className="muted">{t("today.noNotices")}</p>}
      <ul className="today-list">
        {notices.map(({ id, title, body, createdAt }) => (
          <li key={id} className="today-entry">
            <div>
              <div className="row">
                <strong>{title}</strong>
                <span className="muted">{formatWhen(createdAt)}</span>
              </div>
              <p className="muted">{body}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
