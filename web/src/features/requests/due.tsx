import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DaysOffDocument, RequestDueDocument } from "../../gql/requests";
import { AsyncState } from "../../platform/async-state";
import { dayOf, formatDay, formatDistance, formatInstant } from "../../platform/dates";
import { Mark } from "../../platform/state-tag";
import { useLiveQuery } from "./live";
import type { ServiceRequest } from "./rows";

interface Props {
  readonly request: ServiceRequest;
  readonly turn: number;
}

/** Until when, and which days were counted for it. */
export function Due({ request, turn }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (!request.dueAt || !request.dueKind) {
    return request.state === "WAITING_FOR_REQUESTER" ? (
      <section className="card">
        <h2>{t("requests.due")}</h2>
        <p className="muted">{t("requests.clockPauses")}</p>
      </section>
    ) : null;
  }
  return (
    <section className="card">
      <h2>{t(`requests.dueKind.${request.dueKind}`)}</h2>
      <div className="row">
        <strong>{formatInstant(request.dueAt)}</strong>
        <span className="muted">{formatDistance(dayOf(request.dueAt))}</span>
        {request.isOverdue && <Mark tone="bad">{t("requests.overdue")}</Mark>}
        {request.isDueProvisional && <Mark tone="warn">{t("requests.provisional")}</Mark>}
      </div>
      <details className="due-why" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t("requests.dueWhy")}</summary>
        {isOpen && <Explanation id={request.id} turn={turn} />}
      </details>
    </section>
  );
}

function Explanation({ id, turn }: { readonly id: string; readonly turn: number }) {
  const { t } = useTranslation();
  const [{ data, fetching, error }, read] = useLiveQuery(
    { query: RequestDueDocument, variables: { id } },
    turn,
  );
  const days = data?.serviceRequest?.dueExplanation?.days ?? [];
  const pauses = data?.serviceRequest?.pauses.nodes ?? [];
  const first = days[0]?.day ?? "";
  const last = days.at(-1)?.day ?? "";
  const [off] = useQuery({
    query: DaysOffDocument,
    variables: { from: first, to: last },
    pause: !first,
  });
  const holidays = (off.data?.workingDays ?? []).filter(({ kind }) => kind === "HOLIDAY");
  const makeUp = new Set(
    (off.data?.workingDays ?? []).flatMap(({ day, kind }) => (kind === "MAKE_UP_DAY" ? day : [])),
  );
  return (
    <AsyncState
      loading={fetching}
      error={error}
      has={data !== undefined}
      isEmpty={days.length === 0}
      empty={t("requests.dueUnexplained")}
      retry={read}
      rows={2}
    >
      <p className="muted">{t("requests.counted", { count: days.length })}</p>
      <ul className="days-counted">
        {days.map(({ day, minutes }) => (
          <li key={day} className="mark tone-plain">
            {formatDay(day)} {t("requests.hours", { hours: Math.round(minutes / 6) / 10 })}
            {makeUp.has(day) && ` ${t("requests.makeUp")}`}
          </li>
        ))}
      </ul>
      {holidays.length > 0 && (
        <>
          <p className="muted">{t("requests.holidays")}</p>
          <ul className="days-counted">
            {holidays.map(({ day }) => (
              <li key={day} className="mark tone-warn">
                {formatDay(day)}
              </li>
            ))}
          </ul>
        </>
      )}
      {pauses.map(({ id, fromAt, toAt }) => (
        <p key={id} className="muted">
          {t("requests.paused", {
            from: formatInstant(fromAt),
            to: toAt ? formatInstant(toAt) : t("requests.stillPaused"),
          })}
        </p>
      ))}
    </AsyncState>
  );
}
