import { useTranslation } from "react-i18next";
import { RequestTimelineDocument } from "../../gql/requests";
import { dayOf, formatDay, formatInstant, formatWhen } from "../../platform/dates";
import { PaperList } from "../../platform/papers";
import { Actions } from "./actions";
import { Demand } from "./demand";
import { useLiveQuery } from "./live";
import type { ServiceRequest } from "./rows";

export interface SideProps {
  readonly request: ServiceRequest;
  readonly turn: number;
  readonly reload: () => void;
}

/** Who has it, what is asked of oneself, and each step in plain words. */
export default function RequesterSide({ request, turn, reload }: SideProps) {
  const { t } = useTranslation();
  return (
    <div className="request">
      <div className="stack">
        <Now request={request} />
        <Actions request={request} reload={reload} among={["ANSWER", "CONFIRM", "REOPEN"]} />
        <Steps request={request} turn={turn} />
        <Actions request={request} reload={reload} among={["WITHDRAW"]} />
      </div>
      <div className="stack">
        <Tally request={request} />
        {request.demand && (
          <Demand
            demand={request.demand}
            requestId={request.id}
            mayRecord={false}
            reload={reload}
          />
        )}
        <section className="card">
          <h2>{t("requests.what")}</h2>
          <p className="request-text">{request.body}</p>
        </section>
        <section className="card">
          <h2>{t("requests.facts")}</h2>
          <dl className="facts">
            <dt>{t("requests.number")}</dt>
            <dd className="number">{request.number}</dd>
            <dt>{t("requests.category")}</dt>
            <dd>{t(`app.enums.RequestCategory.${request.category}`)}</dd>
            <dt>{t("requests.filedOn")}</dt>
            <dd>{formatInstant(request.createdAt)}</dd>
            {request.agency && (
              <>
                <dt>{t("requests.agency")}</dt>
                <dd>{request.agency.name}</dd>
              </>
            )}
            {request.handler && (
              <>
                <dt>{t("requests.handler")}</dt>
                <dd>
                  {request.handler.name}{" "}
                  <a className="number" href={`tel:${request.handler.phone}`}>
                    {request.handler.phone}
                  </a>
                </dd>
              </>
            )}
            {request.dueAt && (
              <>
                <dt>{t("requests.dueOn")}</dt>
                <dd>{formatDay(dayOf(request.dueAt))}</dd>
              </>
            )}
          </dl>
        </section>
      </div>
    </div>
  );
}

function Now({ request }: { readonly request: ServiceRequest }) {
  const { t } = useTranslation();
  const { now, question, isRequestersTurn } = request.progress;
  return (
    <section className={isRequestersTurn ? "card now now-turn" : "card now"} aria-live="polite">
      <span className="muted">{t(isRequestersTurn ? "requests.yourTurn" : "requests.now")}</span>
      <p className="now-words">{now}</p>
      {question && <p className="now-question">{question}</p>}
      {request.state === "RESOLVED" && <p className="muted">{t("requests.confirmHint")}</p>}
    </section>
  );
}

/** The promise of the programme in two bars: they ask once, the bureau walks. */
function Tally({ request }: { readonly request: ServiceRequest }) {
  const { t } = useTranslation();
  const { bureauSteps, requesterSteps } = request.progress;
  const most = Math.max(bureauSteps, requesterSteps, 1);
  return (
    <section className="card">
      <h2>{t("requests.tally")}</h2>
      <div className="tally">
        <span>{t("requests.yours")}</span>
        <span
          className="tally-bar is-theirs"
          style={{ width: `${(requesterSteps / most) * 100}%` }}
        />
        <strong className="number">{t("requests.stepCount", { count: requesterSteps })}</strong>
        <span>{t("requests.bureaus")}</span>
        <span className="tally-bar" style={{ width: `${(bureauSteps / most) * 100}%` }} />
        <strong className="number">{t("requests.stepCount", { count: bureauSteps })}</strong>
      </div>
    </section>
  );
}

function Steps({ request, turn }: { readonly request: ServiceRequest; readonly turn: number }) {
  const { t } = useTranslation();
  const [{ data }] = useLiveQuery(
    { query: RequestTimelineDocument, variables: { id: request.id } },
    turn,
  );
  // The steps are told in words without their papers; those are found by the instant they share.
  const papersAt = (at: string) =>
    data?.serviceRequest?.timeline.nodes.find((event) => event.at === at)?.attachments.nodes ?? [];
  return (
    <section className="card">
      <h2>{t("requests.progress")}</h2>
      <ol className="steps">
        {request.progress.steps.map((step) => (
          <li
            key={`${step.at} ${step.words}`}
            className={step.isRequesters ? "is-theirs" : undefined}
          >
            <div className="muted">
              {formatDay(dayOf(step.at))} · {formatWhen(step.at)}
            </div>
            <p className="steps-words">{step.words}</p>
            {step.note && <p className="request-text">{step.note}</p>}
            <PaperList papers={papersAt(step.at)} />
          </li>
        ))}
      </ol>
    </section>
  );
}
