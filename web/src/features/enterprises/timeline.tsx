import { useTranslation } from "react-i18next";
import type { EnterpriseQuery } from "../../gql/enterprises";
import { formatWhen } from "../../platform/dates";
import { useSession } from "../../platform/session";
import { Mark, StateTag } from "../../platform/state-tag";
import { VisitActions } from "../visits/entry-actions";

type Firm = NonNullable<EnterpriseQuery["enterprise"]>;
type Visit = Firm["visits"]["nodes"][number];
type Request = Firm["requests"]["nodes"][number];

interface Props {
  readonly enterpriseId: string;
  readonly visits: readonly Visit[];
  readonly requests: readonly Request[];
}

/** Visits and requests in one line of time, the newest first. */
export function Timeline({ enterpriseId, visits, requests }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const officerId = session.state === "out" ? undefined : session.person.officer?.id;
  const entries = [
    ...visits.map((visit) => ({ at: visit.happensAt, id: visit.id, visit, request: undefined })),
    ...requests.map((request) => ({
      at: request.createdAt,
      id: request.id,
      visit: undefined,
      request,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <section className="card">
      <h2>{t("enterprises.timeline")}</h2>
      {entries.length === 0 && <p className="muted">{t("enterprises.nothingYet")}</p>}
      <ol className="timeline">
        {entries.map(({ id, visit, request }) => (
          <li key={id} className={request && "is-request"}>
            {visit && <VisitEntry visit={visit} />}
            {visit?.officer && visit.officer.id === officerId && (
              <VisitActions enterpriseId={enterpriseId} visit={visit} />
            )}
            {request && <RequestEntry request={request} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function VisitEntry({ visit }: { readonly visit: Visit }) {
  return (
    <>
      <div className="row">
        <StateTag of="VisitKind" value={visit.kind} />
        <span className="muted">{formatWhen(visit.happensAt)}</span>
        <span className="muted">{visit.officer?.name}</span>
        {visit.state !== "DONE" && <StateTag of="VisitState" value={visit.state} />}
      </div>
      {visit.topics.length > 0 && <p className="timeline-title">{visit.topics.join("、")}</p>}
      {visit.findings && <p>{visit.findings}</p>}
    </>
  );
}

function RequestEntry({ request }: { readonly request: Request }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="row">
        <Mark tone="plain">{t("enterprises.request")}</Mark>
        <span className="muted">{formatWhen(request.createdAt)}</span>
        <StateTag of="RequestState" value={request.state} />
        {request.isOverdue && <Mark tone="bad">{t("enterprises.overdue")}</Mark>}
      </div>
      <p className="timeline-title">{request.title}</p>
      <p className="muted number">{request.number}</p>
    </>
  );
}
