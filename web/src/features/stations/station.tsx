import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import {
  LiaisonStationDocument,
  type LiaisonStationQuery,
  StationTownsDocument,
} from "../../gql/stations";
import { AsyncState } from "../../platform/async-state";
import { formatDay } from "../../platform/dates";
import { Page } from "../../platform/page";
import { Mark, StateTag } from "../../platform/state-tag";
import { TownMap } from "../../platform/town-map";
import { Capacity } from "./capacity";
import { useIsOfficial, useKeepsPlaces, useProposesKiosks } from "./rights";
import "./stations.css";

const StationForm = lazy(() => import("./station-form"));

export type Station = NonNullable<LiaisonStationQuery["liaisonStation"]>;

export default function StationPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const keeps = useKeepsPlaces();
  const [isEdited, edit] = useState(false);
  const [{ data, fetching, error }, read] = useQuery({
    query: LiaisonStationDocument,
    variables: { id },
  });
  const reload = () => read({ requestPolicy: "network-only" });
  const station = data?.liaisonStation;
  if (station && isEdited) {
    return (
      <Suspense>
        <StationForm station={station} reload={reload} close={() => edit(false)} />
      </Suspense>
    );
  }
  return (
    <Page
      title={station?.name ?? t("stations.station")}
      aside={
        station && (
          <Mark tone={station.isOpen ? "good" : "plain"}>
            {t(station.isOpen ? "stations.open" : "stations.closed")}
          </Mark>
        )
      }
      crumbs={[{ to: "/stations", title: t("stations.title") }]}
      actions={
        station && keeps && <Button onClick={() => edit(true)}>{t("stations.change")}</Button>
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!station}
        empty={t("app.problems.NOT_FOUND")}
        retry={reload}
      >
        {station && <Body station={station} />}
      </AsyncState>
    </Page>
  );
}

function Body({ station }: { readonly station: Station }) {
  const { t } = useTranslation();
  const proposes = useProposesKiosks();
  const isOfficial = useIsOfficial();
  const [{ data }] = useQuery({ query: StationTownsDocument });
  const { id, name, latitude, longitude } = station;
  return (
    <div className="place">
      <div className="stack">
        <section className="card">
          <div className="card-head">
            <h2>{t("stations.kiosks")}</h2>
            {proposes && (
              <Link to={`/kiosks/new?station=${id}`} className="button-link">
                {t("stations.proposeKiosk")}
              </Link>
            )}
          </div>
          {station.kiosks.nodes.length === 0 && <p className="muted">{t("stations.noKiosks")}</p>}
          <ul>
            {station.kiosks.nodes.map((kiosk) => (
              <li key={kiosk.id} className="place-row">
                <Link to={`/kiosks/${kiosk.id}`}>{kiosk.name}</Link>
                <StateTag of="KioskState" value={kiosk.state} />
                <span className="muted">{kiosk.services.join("、")}</span>
                <span className="muted">
                  {t("stations.perDay", { people: kiosk.dailyCapacity })}
                </span>
              </li>
            ))}
          </ul>
        </section>
        {isOfficial && <Capacity stationId={id} />}
      </div>
      <div className="stack">
        <section className="card">
          <h2>{t("stations.facts")}</h2>
          <dl className="facts">
            <dt>{t("stations.town")}</dt>
            <dd>{station.town?.name}</dd>
            <dt>{t("stations.agency")}</dt>
            <dd>{station.agency?.name}</dd>
            <dt>{t("stations.address")}</dt>
            <dd>{station.address}</dd>
            <dt>{t("stations.hours")}</dt>
            <dd>{station.openingHours}</dd>
            {station.facilities.length > 0 && (
              <>
                <dt>{t("stations.facilities")}</dt>
                <dd>{station.facilities.join("、")}</dd>
              </>
            )}
            {station.closedOn && (
              <>
                <dt>{t("stations.closedOn")}</dt>
                <dd>{formatDay(station.closedOn)}</dd>
              </>
            )}
          </dl>
        </section>
        <section className="card place-map">
          <TownMap
            towns={data?.towns ?? []}
            dots={[{ id, label: name, latitude, longitude, tone: "bad" }]}
            label={t("stations.onMap")}
          />
        </section>
      </div>
    </div>
  );
}
