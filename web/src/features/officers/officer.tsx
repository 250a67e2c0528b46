// One officer: who it is, the firms looked after now against the limits, the latest visits.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { OfficerChoicesDocument, OfficerDocument, type OfficerQuery } from "../../gql/officers";
import { AsyncState } from "../../platform/async-state";
import { formatDay, formatWhen } from "../../platform/dates";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { Mark, StateTag } from "../../platform/state-tag";
import "./officer.css";

type Officer = NonNullable<OfficerQuery["officer"]>;

export default function OfficerPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { keepsRegisters } = useRights();
  const [{ data, fetching, error }, read] = useQuery({ query: OfficerDocument, variables: { id } });
  const officer = data?.officer;
  return (
    <Page
      title={officer?.name ?? t("officers.one")}
      aside={officer?.rank}
      crumbs={[{ to: "/officers", title: t("officers.title") }]}
      actions={
        officer &&
        keepsRegisters && (
          <Link to={`/officers/${id}/edit`}>
            <Button tabIndex={-1}>{t("app.edit")}</Button>
          </Link>
        )
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!officer}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {officer && data && (
          <div className="officer">
            <Firms
              officer={officer}
              lower={data.programmeSettings.caseloadLower}
              upper={data.programmeSettings.caseloadUpper}
            />
            <div className="stack">
              <Facts officer={officer} />
              <Visits officer={officer} />
            </div>
          </div>
        )}
      </AsyncState>
    </Page>
  );
}

function Facts({ officer }: { readonly officer: Officer }) {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: OfficerChoicesDocument });
  const branch = data?.branches.find(({ code }) => code === officer.branch)?.name;
  return (
    <section className="card">
      <h2>{t("officers.facts")}</h2>
      <dl className="facts">
        <dt>{t("officers.badge")}</dt>
        <dd className="number">{officer.badgeNumber}</dd>
        <dt>{t("officers.branch")}</dt>
        <dd>{branch ?? officer.branch}</dd>
        <dt>{t("officers.agency")}</dt>
        <dd>
          {officer.agency && (
            <Link to={`/agencies/${officer.agency.id}`}>{officer.agency.name}</Link>
          )}
        </dd>
        <dt>{t("officers.town")}</dt>
        <dd>{officer.town?.name}</dd>
        <dt>{t("officers.phone")}</dt>
        <dd>
          <a className="number" href={`tel:${officer.phone}`}>
            {officer.phone}
          </a>
        </dd>
      </dl>
    </section>
  );
}

interface FirmsProps {
  readonly officer: Officer;
  readonly lower: number;
  readonly upper: number;
}

function Firms({ officer, lower, upper }: FirmsProps) {
  const { t } = useTranslation();
  const { nodes, totalCount } = officer.present;
  const tone = totalCount > upper ? "bad" : totalCount < lower ? "warn" : "good";
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("officers.caseload")}</h2>
        <span className="row">
          <Mark tone={tone}>{t("officers.firms", { count: totalCount })}</Mark>
          <span className="muted">{t("officers.limits", { lower, upper })}</span>
        </span>
      </div>
      {nodes.length === 0 && <p className="muted">{t("officers.noFirms")}</p>}
      <ul className="lines">
        {nodes.map(({ id, enterprise, enterpriseName, startedOn }) => (
          <li key={id}>
            <span className="lines-main">
              {enterprise ? (
                <Link to={`/enterprises/${enterprise.id}`}>{enterprise.name}</Link>
              ) : (
                enterpriseName
              )}
              {enterprise?.aboveScale && <Mark tone="info">{t("enterprises.aboveScale")}</Mark>}
            </span>
            <span className="muted">
              {enterprise?.town?.name} · {t("officers.since", { day: formatDay(startedOn) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Visits({ officer }: { readonly officer: Officer }) {
  const { t } = useTranslation();
  const { nodes, totalCount } = officer.visits;
  return (
    <section className="card">
      <h2>{t("officers.visits", { count: totalCount })}</h2>
      {nodes.length === 0 && <p className="muted">{t("officers.noVisits")}</p>}
      <ul className="lines">
        {nodes.map(({ id, kind, happensAt, enterprise, topics }) => (
          <li key={id}>
            <span className="lines-main">
              <StateTag of="VisitKind" value={kind} />
              {enterprise && <Link to={`/enterprises/${enterprise.id}`}>{enterprise.name}</Link>}
            </span>
            <span className="muted">
              {[formatWhen(happensAt), topics.join("、")].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
