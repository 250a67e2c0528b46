import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { RequesterHomeDocument, type RequesterHomeQuery } from "../../gql/requests";
import { AsyncState } from "../../platform/async-state";
import { dayOf, formatDay } from "../../platform/dates";
import { Page } from "../../platform/page";
import { StateTag } from "../../platform/state-tag";
import { useAnyRequestChanged, useLiveQuery, useTurns } from "./live";
import "./requests.css";
import "./home.css";

/** Where a firm or an association begins: what waits for them, what runs, and whom they may call. */
export default function Home() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [turn, reload] = useTurns();
  useAnyRequestChanged(reload);
  const [{ data, fetching, error }, read] = useLiveQuery(
    { query: RequesterHomeDocument, variables: {} },
    turn,
  );
  const own = data?.associations.nodes[0]?.name ?? data?.enterprises.nodes[0]?.name;
  return (
    <Page title={own ?? t("requests.home")}>
      <Button
        type="primary"
        size="large"
        className="home-file"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => navigate("/requests/new")}
      >
        {t("requests.file")}
      </Button>
      <AsyncState loading={fetching} error={error} has={data !== undefined} retry={read}>
        {data && <Sections data={data} />}
      </AsyncState>
    </Page>
  );
}

function Sections({ data }: { readonly data: RequesterHomeQuery }) {
  const { t } = useTranslation();
  const officer = data.enterprises.nodes[0]?.assignments.nodes[0]?.officer;
  const association = data.associations.nodes[0];
  return (
    <div className="home">
      <section className="stack" aria-label={t("requests.yourTurn")}>
        <h2 className="home-title">{t("requests.yourTurn")}</h2>
        {data.waiting.nodes.length === 0 && (
          <p className="card muted">{t("requests.nothingWaits")}</p>
        )}
        {data.waiting.nodes.map(({ id, title, state, progress }) => (
          <Link key={id} to={`/requests/${id}`} className="card home-row home-waits">
            <span className="row">
              <strong>{title}</strong>
              <StateTag of="RequestState" value={state} />
            </span>
            <span>{progress.question ?? progress.now}</span>
          </Link>
        ))}
      </section>
      <section className="stack" aria-label={t("requests.running")}>
        <h2 className="home-title">
          {t("requests.running")} <span className="muted number">{data.open.totalCount}</span>
        </h2>
        {data.open.nodes.length === 0 && <p className="card muted">{t("requests.nothingRuns")}</p>}
        {data.open.nodes.map(({ id, title, state, createdAt, progress }) => (
          <Link key={id} to={`/requests/${id}`} className="card home-row">
            <span className="row">
              <strong>{title}</strong>
              <StateTag of="RequestState" value={state} />
            </span>
            <span className="muted">
              {progress.now} · {formatDay(dayOf(createdAt))}
            </span>
          </Link>
        ))}
        <Link to="/requests" className="home-all">
          {t("requests.allOwn")}
        </Link>
      </section>
      <section className="stack">
        {officer && (
          <div className="card">
            <h2>{t("requests.yourOfficer")}</h2>
            <p>
              <strong>{officer.name}</strong> <span className="muted">{officer.rank}</span>
            </p>
            <p className="muted">{officer.agency?.name}</p>
            <a className="number home-call" href={`tel:${officer.phone}`}>
              {officer.phone}
            </a>
          </div>
        )}
        {association && (
          <div className="card">
            <h2>{t("requests.association")}</h2>
            <p>{t("requests.memberCount", { count: association.members.totalCount })}</p>
          </div>
        )}
        <div className="card">
          <h2>{t("contacts.title")}</h2>
          <p className="muted">{t("requests.contactsHint")}</p>
          <Link to="/contacts" className="home-call">
            {t("requests.keepContacts")}
          </Link>
        </div>
      </section>
    </div>
  );
}
