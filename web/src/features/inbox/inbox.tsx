// What waits for the person, section by section, in the order of how pressing it is.
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery, useSubscription } from "urql";
import { InboxDocument, type InboxQuery } from "../../gql/inbox";
import { InboxChangedDocument } from "../../gql/platform";
import type { InboxKind } from "../../gql/schema";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { HandoverRow } from "./handover-row";
import { Notices } from "./notices";
import { NoticeRow, PlanRow, RequestRow, StepRow } from "./rows";
import "./inbox.css";

type Sections = InboxQuery["inbox"];

export default function Inbox() {
  const { t } = useTranslation();
  const [{ data, fetching, error }, read] = useQuery({
    query: InboxDocument,
    requestPolicy: "cache-and-network",
  });
  const [changed] = useSubscription({ query: InboxChangedDocument });
  const reload = () => read({ requestPolicy: "network-only" });
  useEffect(() => {
    if (changed.data) read({ requestPolicy: "network-only" });
  }, [changed.data, read]);
  const inbox = data?.inbox;
  return (
    <Page
      title={t("inbox.title")}
      aside={inbox && t("inbox.total", { count: inbox.total })}
      actions={
        <Link to="/notices" className="page-link">
          {t("inbox.allNotices")}
        </Link>
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={inbox !== undefined}
        isEmpty={inbox?.counts.every(({ count }) => count === 0) ?? false}
        empty={t("inbox.none")}
        retry={reload}
      >
        {inbox && <All inbox={inbox} reload={reload} />}
      </AsyncState>
    </Page>
  );
}

interface AllProps {
  readonly inbox: Sections;
  readonly reload: () => void;
}

function All({ inbox, reload }: AllProps) {
  return (
    <div className="inbox">
      <Section inbox={inbox} kind="STEPS_TO_DECIDE">
        {inbox.stepsToDecide.nodes.map((step) => (
          <StepRow key={step.id} step={step} />
        ))}
      </Section>
      <Section inbox={inbox} kind="PLANS_TO_APPROVE">
        {inbox.plansToApprove.nodes.map((plan) => (
          <PlanRow key={plan.id} plan={plan} />
        ))}
      </Section>
      <Section inbox={inbox} kind="OVERDUE" to="/requests?overdue=1">
        {inbox.overdue.nodes.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Section>
      <Section inbox={inbox} kind="DUE_SOON">
        {inbox.dueSoon.nodes.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Section>
      <Section inbox={inbox} kind="REQUESTS_TO_ACCEPT" to="/requests?state=SUBMITTED">
        {inbox.requestsToAccept.nodes.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Section>
      <Section inbox={inbox} kind="STEPS_TO_RESUBMIT">
        {inbox.stepsToResubmit.nodes.map((step) => (
          <StepRow key={step.id} step={step} />
        ))}
      </Section>
      <Section inbox={inbox} kind="QUESTIONS_TO_ANSWER">
        {inbox.questionsToAnswer.nodes.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Section>
      <Section inbox={inbox} kind="REQUESTS_TO_CONFIRM">
        {inbox.requestsToConfirm.nodes.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Section>
      <Section inbox={inbox} kind="REQUESTS_IN_HAND" to="/requests?state=IN_PROGRESS">
        {inbox.requestsInHand.nodes.map((request) => (
          <RequestRow key={request.id} request={request} />
        ))}
      </Section>
      <Section inbox={inbox} kind="HANDOVER_NOTES_TO_WRITE">
        {inbox.handoverNotesToWrite.nodes.map((assignment) => (
          <HandoverRow key={assignment.id} assignment={assignment} reload={reload} />
        ))}
      </Section>
      <Section inbox={inbox} kind="UNREAD_NOTICES" to="/notices" aside={<Notices.MarkAll />}>
        {inbox.unreadNotices.nodes.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} />
        ))}
      </Section>
    </div>
  );
}

interface SectionProps {
  readonly inbox: Sections;
  readonly kind: InboxKind;
  /** Where all of them are, when the section does not hold them. */
  readonly to?: string;
  readonly aside?: ReactNode;
  readonly children: readonly ReactNode[];
}

function Section({ inbox, kind, to, aside, children }: SectionProps) {
  const { t } = useTranslation();
  const count = inbox.counts.find((one) => one.kind === kind)?.count ?? 0;
  if (count === 0) return null;
  return (
    <section className="card inbox-section" aria-label={t(`inbox.kinds.${kind}`)}>
      <div className="card-head">
        <h2>
          {t(`inbox.kinds.${kind}`)} <span className="inbox-count number">{count}</span>
        </h2>
        {aside}
      </div>
      <ul>{children}</ul>
      {to && count > children.length && (
        <Link to={to} className="inbox-more">
          {t("inbox.more", { count })}
        </Link>
      )}
    </section>
  );
}
