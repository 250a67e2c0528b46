// The audit log: who did what, when and from where, and what stood before and after.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { AuditEventsDocument, type AuditEventsQuery } from "../../gql/audit";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { formatInstant } from "../../platform/dates";
import { Pick, SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark } from "../../platform/state-tag";
import { changesOf } from "./changes";
import "./audit.css";

type Event = AuditEventsQuery["auditEvents"]["nodes"][number];

export default function Audit() {
  const { t } = useTranslation();
  const [state, change] = useAddressState([
    "action",
    "actor",
    "actorName",
    "outcome",
    "from",
    "to",
  ]);
  const outcome = state("outcome");
  const list = useConnection(
    AuditEventsDocument,
    {
      filter: {
        action: state("action") || null,
        actor: state("actor") || null,
        outcome: outcome === "DONE" || outcome === "REFUSED" ? outcome : null,
        from: state("from") || null,
        to: state("to") || null,
      },
      first: 50,
    },
    (data) => data.auditEvents,
  );
  return (
    <Page title={t("audit.title")}>
      <div className="filters no-print" role="search">
        <SearchBox
          value={state("action")}
          label={t("audit.action")}
          onChange={(action) => change({ action })}
        />
        <Pick
          value={outcome}
          label={t("audit.outcome")}
          none={t("audit.allOutcomes")}
          options={(["DONE", "REFUSED"] as const).map((value) => ({
            value,
            label: t(`audit.outcomes.${value}`),
          }))}
          onChange={(next) => change({ outcome: next })}
        />
        {(["from", "to"] as const).map((edge) => (
          <label key={edge} className="audit-day">
            <span className="muted">{t(`audit.${edge}`)}</span>
            <input
              type="date"
              className="pick"
              value={state(edge)}
              onChange={(event) => change({ [edge]: event.target.value })}
            />
          </label>
        ))}
        {state("actor") && (
          <Button onClick={() => change({ actor: "", actorName: "" })}>
            {t("audit.onlyOf", { name: state("actorName") })}
          </Button>
        )}
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.nodes.length > 0 || !list.loading}
        isEmpty={list.nodes.length === 0}
        empty={t("audit.none")}
        retry={list.retry}
        rows={10}
      >
        <section className="card" aria-label={t("audit.title")}>
          <ul className="audit">
            {list.nodes.map((event) => (
              <li key={event.id}>
                <Entry
                  event={event}
                  onAction={() => change({ action: event.action })}
                  onActor={() => change({ actor: event.actorId ?? "", actorName: event.actorName })}
                />
              </li>
            ))}
          </ul>
          {list.hasMore && (
            <Button block loading={list.loading} onClick={list.loadMore}>
              {t("associations.more")}
            </Button>
          )}
        </section>
      </AsyncState>
    </Page>
  );
}

interface EntryProps {
  readonly event: Event;
  readonly onAction: () => void;
  readonly onActor: () => void;
}

function Entry({ event, onAction, onActor }: EntryProps) {
  const { t } = useTranslation();
  const { actorId, actorName, actorRole, action, outcome, address, at, traceId } = event;
  const changes = changesOf(event.before, event.after);
  return (
    <>
      <div className="audit-line">
        <span className="number muted">{formatInstant(at)}</span>
        <span>
          {actorId ? (
            <button type="button" className="audit-pick" onClick={onActor}>
              {actorName}
            </button>
          ) : (
            actorName || t("audit.system")
          )}{" "}
          {actorRole && <span className="muted">{t(`app.roles.${actorRole}`)}</span>}
        </span>
        <button type="button" className="audit-pick" onClick={onAction}>
          {action}
        </button>
        <Mark tone={outcome === "DONE" ? "good" : "bad"}>{t(`audit.outcomes.${outcome}`)}</Mark>
        <span className="muted number">{address}</span>
      </div>
      {changes.length > 0 && (
        <details>
          <summary className="muted">{t("audit.changes", { count: changes.length })}</summary>
          <table className="audit-changes">
            <thead>
              <tr>
                <th scope="col">{t("audit.column")}</th>
                <th scope="col">{t("audit.before")}</th>
                <th scope="col">{t("audit.after")}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ column, before, after }) => (
                <tr key={column} className={before === after ? undefined : "is-changed"}>
                  <th scope="row">{column}</th>
                  <td>{before ?? <span className="muted">{t("app.nothing")}</span>}</td>
                  <td>{after ?? <span className="muted">{t("app.nothing")}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted number">{t("audit.trace", { id: traceId })}</p>
        </details>
      )}
    </>
  );
}
