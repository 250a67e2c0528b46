// One request, for both sides: who asks reads each step in plain words; who handles it has the
// whole timeline and the steps that may be taken now.
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { RequestDocument } from "../../gql/requests";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { Mark, StateTag } from "../../platform/state-tag";
import { useLiveQuery, useRequestChanged, useTurns } from "./live";
import { useIsRequester } from "./rows";
import "./request.css";

const RequesterSide = lazy(() => import("./requester-side"));
const HandlerSide = lazy(() => import("./handler-side"));

export default function Request() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [turn, reload] = useTurns();
  const isRequester = useIsRequester();
  useRequestChanged(id, reload);
  const [{ data, fetching, error }, read] = useLiveQuery(
    // A page that one comes back to may be old, and its version would be refused.
    { query: RequestDocument, variables: { id }, requestPolicy: "cache-and-network" },
    turn,
  );
  const request = data?.serviceRequest;
  const Side = isRequester ? RequesterSide : HandlerSide;
  return (
    <Page
      title={request?.title ?? t("requests.one")}
      aside={
        request && (
          <span className="row">
            <span className="number">{request.number}</span>
            <StateTag of="RequestState" value={request.state} />
            {request.outcome && <StateTag of="RequestOutcome" value={request.outcome} />}
            {request.priority === "URGENT" && (
              <StateTag of="RequestPriority" value={request.priority} />
            )}
            {request.isOverdue && <Mark tone="bad">{t("requests.overdue")}</Mark>}
          </span>
        )
      }
      crumbs={[{ to: "/requests", title: t(isRequester ? "requests.own" : "requests.title") }]}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!request}
        empty={t("app.problems.NOT_FOUND")}
        retry={read}
      >
        {request && <Side request={request} turn={turn} reload={reload} />}
      </AsyncState>
    </Page>
  );
}
