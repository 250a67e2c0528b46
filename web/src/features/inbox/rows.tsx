import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { useMutation } from "urql";
import {
  type InboxNoticeFragment,
  type InboxQuery,
  type InboxRequestFragment,
  type InboxStepFragment,
  MarkNoticeReadDocument,
} from "../../gql/inbox";
import { dayOf, formatDistance, formatWhen } from "../../platform/dates";
import { Mark, StateTag } from "../../platform/state-tag";

export function RequestRow({ request }: { readonly request: InboxRequestFragment }) {
  return (
    <li>
      <Link to={`/requests/${request.id}`} className="inbox-row">
        <span className="inbox-row-title">{request.title}</span>
        <span className="inbox-row-line muted">
          <span className="number">{request.number}</span>
          <span>{request.associationName ?? request.enterpriseName}</span>
        </span>
        <span className="inbox-row-marks">
          <Due at={request.dueAt} isOverdue={request.isOverdue} />
          <StateTag of="RequestState" value={request.state} />
        </span>
      </Link>
    </li>
  );
}

export function StepRow({ step }: { readonly step: InboxStepFragment }) {
  const { t } = useTranslation();
  if (!step.request) return null;
  return (
    <li>
      <Link to={`/requests/${step.request.id}`} className="inbox-row">
        <span className="inbox-row-title">{step.subject ?? step.request.title}</span>
        <span className="inbox-row-line muted">
          <span className="number">{step.request.number}</span>
          <span>{step.subject ? step.request.title : step.agency.name}</span>
          {step.attempt > 1 && <span>{t("requests.attempt", { attempt: step.attempt })}</span>}
        </span>
        <span className="inbox-row-marks">
          <Due at={step.dueAt} isOverdue={step.isOverdue} />
          <StateTag of="EscalationState" value={step.state} />
        </span>
      </Link>
    </li>
  );
}

type Plan = InboxQuery["inbox"]["plansToApprove"]["nodes"][number];

export function PlanRow({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const { id, note, firms, officers, moves, createdAt } = plan;
  return (
    <li>
      <Link to={`/plans/${id}`} className="inbox-row">
        <span className="inbox-row-title">{note || t("inbox.plan")}</span>
        <span className="inbox-row-line muted">
          {t("inbox.planScale", { firms, officers, moves: moves ?? 0 })}
        </span>
        <span className="inbox-row-marks muted">{formatWhen(createdAt)}</span>
      </Link>
    </li>
  );
}

function Due({ at, isOverdue }: { readonly at: string | null; readonly isOverdue: boolean }) {
  const { t } = useTranslation();
  if (isOverdue) return <Mark tone="bad">{t("requests.overdue")}</Mark>;
  if (!at) return null;
  return (
    <span className="muted">{t("requests.dueWhen", { when: formatDistance(dayOf(at)) })}</span>
  );
}

/** A notice; opening it marks it read and leads to what it is about. */
export function NoticeRow({ notice }: { readonly notice: InboxNoticeFragment }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [, mark] = useMutation(MarkNoticeReadDocument);
  const to = placeOf(notice.subject);
  const open = () => {
    if (!notice.readAt) void mark({ input: { id: notice.id } });
    if (to) navigate(to);
  };
  return (
    <li>
      <button type="button" className="inbox-row inbox-notice" onClick={open}>
        <span className="inbox-row-title">
          {!notice.readAt && (
            <span className="inbox-dot" role="img" aria-label={t("inbox.unread")} />
          )}
          {notice.title}
        </span>
        <span className="inbox-row-line muted">{notice.body}</span>
        <span className="inbox-row-marks muted">{formatWhen(notice.createdAt)}</span>
      </button>
    </li>
  );
}

function placeOf(subject: InboxNoticeFragment["subject"]) {
  switch (subject?.__typename) {
    case "ServiceRequest":
      return `/requests/${subject.id}`;
    case "Escalation":
    case "TaskForce":
    case "DemandReminder":
      return subject.request && `/requests/${subject.request.id}`;
    case "CaseloadPlan":
      return `/plans/${subject.id}`;
    case "Assignment":
      return "/inbox";
    case "Kiosk":
      return `/kiosks/${subject.id}`;
    case "Enterprise":
      return `/enterprises/${subject.id}`;
    case "Webhook":
      return `/webhooks/${subject.id}`;
    default:
      return undefined;
  }
}
