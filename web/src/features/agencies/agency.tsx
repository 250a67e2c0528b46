import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { AgencyChoicesDocument, AgencyDocument, type AgencyQuery } from "../../gql/agencies";
import { AsyncState } from "../../platform/async-state";
import { formatDay } from "../../platform/dates";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { Mark } from "../../platform/state-tag";
import { useAllAgencies } from "./all";

type Agency = NonNullable<AgencyQuery["agency"]>;

export default function AgencyPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { keepsRegisters } = useRights();
  const [{ data, fetching, error }, read] = useQuery({ query: AgencyDocument, variables: { id } });
  const agency = data?.agency;
  return (
    <Page
      title={agency?.name ?? t("agencies.one")}
      aside={agency?.endedOn && <Mark tone="warn">{t("agencies.ended")}</Mark>}
      crumbs={[{ to: "/agencies", title: t("agencies.title") }]}
      actions={
        agency &&
        keepsRegisters &&
        !agency.endedOn && (
          <Link to={`/agencies/${id}/edit`}>
            <Button tabIndex={-1}>{t("app.edit")}</Button>
          </Link>
        )
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!agency}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {agency && (
          <>
            <Facts agency={agency} />
            <Below id={agency.id} />
            <Officers agency={agency} />
          </>
        )}
      </AsyncState>
    </Page>
  );
}

function Facts({ agency }: { readonly agency: Agency }) {
  const { t } = useTranslation();
  const [{ data }] = useQuery({ query: AgencyChoicesDocument });
  const branch = data?.branches.find(({ code }) => code === agency.branch)?.name;
  const link = (to: { readonly id: string; readonly name: string } | null) =>
    to ? <Link to={`/agencies/${to.id}`}>{to.name}</Link> : t("agencies.nobody");
  return (
    <section className="card">
      <h2>{t("agencies.facts")}</h2>
      <dl className="facts">
        <dt>{t("agencies.level")}</dt>
        <dd>{t(`agencies.levels.${agency.level}`)}</dd>
        <dt>{t("agencies.branch")}</dt>
        <dd>{branch ?? agency.branch ?? t("agencies.noPolice")}</dd>
        <dt>{t("agencies.division")}</dt>
        <dd className="number">{agency.division}</dd>
        <dt>{t("agencies.parent")}</dt>
        <dd>{link(agency.parent)}</dd>
        <dt>{t("agencies.guiding")}</dt>
        <dd>{link(agency.guiding)}</dd>
        {agency.town && (
          <>
            <dt>{t("agencies.town")}</dt>
            <dd>{agency.town.name}</dd>
          </>
        )}
        {agency.endedOn && (
          <>
            <dt>{t("agencies.endedOn")}</dt>
            <dd>
              {formatDay(agency.endedOn)} · {t("agencies.successor")} {link(agency.successor)}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Who stands right below, along either line. */
function Below({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { nodes } = useAllAgencies();
  return (["parent", "guiding"] as const).map((line) => {
    const below = nodes.filter((agency) => agency[line]?.id === id);
    return (
      below.length > 0 && (
        <section key={line} className="card">
          <h2>{t(`agencies.belowOf.${line}`, { count: below.length })}</h2>
          <ul className="row">
            {below.map((agency) => (
              <li key={agency.id}>
                <Link to={`/agencies/${agency.id}`}>{agency.name}</Link>
              </li>
            ))}
          </ul>
        </section>
      )
    );
  });
}

function Officers({ agency }: { readonly agency: Agency }) {
  const { t } = useTranslation();
  const { nodes, totalCount } = agency.officers;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("agencies.officers", { count: totalCount })}</h2>
        {totalCount > 0 && (
          <Link to={`/officers?agency=${agency.id}`}>{t("agencies.allOfficers")}</Link>
        )}
      </div>
      {totalCount === 0 && <p className="muted">{t("agencies.noOfficers")}</p>}
      <ul className="lines">
        {nodes.slice(0, 20).map(({ id, name, rank, town }) => (
          <li key={id}>
            <Link to={`/officers/${id}`}>{name}</Link>
            <span className="muted">{[rank, town?.name].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
