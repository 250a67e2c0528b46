import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatInstant } from "../../platform/dates";
import { Actions } from "./actions";
import { Climbing } from "./climbing";
import { Demand } from "./demand";
import { Due } from "./due";
import { Forces } from "./forces";
import type { SideProps } from "./requester-side";
import { Timeline } from "./timeline";

/** Everything about a request, and what may be done with it now. */
export default function HandlerSide({ request, turn, reload }: SideProps) {
  const { t } = useTranslation();
  const handles = request.allowedSteps.includes("NOTE");
  return (
    <div className="request">
      <div className="stack">
        <section className="card">
          <h2>{t("requests.what")}</h2>
          <p className="request-text">{request.body}</p>
        </section>
        <Actions request={request} reload={reload} />
        <Climbing request={request} turn={turn} reload={reload} />
        <Forces request={request} turn={turn} reload={reload} />
        <Timeline id={request.id} turn={turn} />
      </div>
      <div className="stack">
        <Facts request={request} />
        <Due request={request} turn={turn} />
        {request.demand && (
          <Demand
            demand={request.demand}
            requestId={request.id}
            mayRecord={handles}
            reload={reload}
          />
        )}
      </div>
    </div>
  );
}

function Facts({ request }: Pick<SideProps, "request">) {
  const { t } = useTranslation();
  const { agency, handler, office, visit, progress } = request;
  const asker = request.associationName ?? request.enterpriseName;
  return (
    <section className="card">
      <h2>{t("requests.facts")}</h2>
      <dl className="facts">
        <dt>{t("requests.asker")}</dt>
        <dd>
          {request.enterprise ? (
            <Link to={`/enterprises/${request.enterprise.id}`}>{request.enterprise.name}</Link>
          ) : (
            asker
          )}
        </dd>
        <dt>{t("requests.category")}</dt>
        <dd>
          {t(`app.enums.RequestCategory.${request.category}`)} ·{" "}
          {t(`app.enums.RequestPriority.${request.priority}`)}
        </dd>
        <dt>{t("requests.agency")}</dt>
        <dd>{agency?.name ?? <span className="muted">{t("requests.nobody")}</span>}</dd>
        {handler && (
          <>
            <dt>{t("requests.handler")}</dt>
            <dd>
              {handler.name}{" "}
              <a className="number" href={`tel:${handler.phone}`}>
                {handler.phone}
              </a>
            </dd>
          </>
        )}
        {office && (
          <>
            <dt>{t("requests.office")}</dt>
            <dd>
              <Link to={`/offices/${office.id}`}>{office.name}</Link>
            </dd>
          </>
        )}
        {visit && (
          <>
            <dt>{t("requests.visit")}</dt>
            <dd>{formatInstant(visit.happensAt)}</dd>
          </>
        )}
        <dt>{t("requests.filedOn")}</dt>
        <dd>{formatInstant(request.createdAt)}</dd>
        <dt>{t("requests.now")}</dt>
        <dd>{progress.now}</dd>
        <dt>{t("requests.tally")}</dt>
        <dd>
          {t("requests.tallyLine", {
            requester: progress.requesterSteps,
            bureau: progress.bureauSteps,
          })}
        </dd>
      </dl>
    </section>
  );
}
