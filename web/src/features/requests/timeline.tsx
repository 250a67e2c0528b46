import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RequestTimelineDocument, type RequestTimelineQuery } from "../../gql/requests";
import { AsyncState } from "../../platform/async-state";
import { formatInstant, formatWhen } from "../../platform/dates";
import { PaperList } from "../../platform/papers";
import { Mark, StateTag } from "../../platform/state-tag";
import { useLiveQuery } from "./live";

type Event = NonNullable<RequestTimelineQuery["serviceRequest"]>["timeline"]["nodes"][number];

export function Timeline({ id, turn }: { readonly id: string; readonly turn: number }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{t("requests.timeline")}</h2>
      <Part id={id} turn={turn} after={null} />
    </section>
  );
}

interface PartProps {
  readonly id: string;
  readonly turn: number;
  readonly after: string | null;
}

/** One page of it, and the next below once it is asked for. */
function Part({ id, turn, after }: PartProps) {
  const { t } = useTranslation();
  const [hasNext, setHasNext] = useState(false);
  const [{ data, fetching, error }, read] = useLiveQuery(
    { query: RequestTimelineDocument, variables: { id, after } },
    turn,
  );
  const page = data?.serviceRequest?.timeline;
  return (
    <AsyncState loading={fetching} error={error} has={page !== undefined} retry={read} rows={4}>
      <ol className="steps">
        {page?.nodes.map((event) => (
          <Entry key={event.id} event={event} />
        ))}
      </ol>
      {page?.pageInfo.hasNextPage &&
        (hasNext ? (
          <Part id={id} turn={turn} after={page.pageInfo.endCursor} />
        ) : (
          <Button onClick={() => setHasNext(true)}>{t("requests.more")}</Button>
        ))}
    </AsyncState>
  );
}

function Entry({ event }: { readonly event: Event }) {
  const { t } = useTranslation();
  const whither =
    event.step === "ROUTE" || event.step === "SUBMIT" || event.step === "ACCEPT"
      ? [event.agency?.name, event.handler?.name]
      : [event.escalation?.agency.name, event.taskForce?.name];
  return (
    <li className={event.side === "REQUESTER" ? "is-theirs" : undefined}>
      <div className="row muted">
        <span title={formatInstant(event.at)}>{formatWhen(event.at)}</span>
        <span>{event.actorName}</span>
        {event.visibility === "INTERNAL" && (
          <Mark tone="plain">{t("requests.visibility.INTERNAL")}</Mark>
        )}
      </div>
      <p className="steps-words row">
        {t(`requests.events.${event.step}`)}
        {event.outcome && <StateTag of="RequestOutcome" value={event.outcome} />}
        <span className="muted">{whither.filter(Boolean).join(" · ")}</span>
        {event.attempt !== null && event.attempt > 1 && (
          <Mark tone="plain">{t("requests.attempt", { attempt: event.attempt })}</Mark>
        )}
      </p>
      {event.note && <p className="request-text">{event.note}</p>}
      <PaperList papers={event.attachments.nodes} />
    </li>
  );
}
