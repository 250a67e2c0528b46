import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import {
  LiaisonStationsDocument,
  type LiaisonStationsQuery,
  StationTownsDocument,
} from "../../gql/stations";
import { useAddressState } from "../../platform/address-state";
import { useConnection } from "../../platform/connection";
import { Pick, SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark, StateTag } from "../../platform/state-tag";
import { ExportButton } from "../transfer/export-button";
import { PlaceGrid } from "./place-grid";
import { useKeepsPlaces } from "./rights";

type Station = LiaisonStationsQuery["liaisonStations"]["nodes"][number];

export default function Stations() {
  const { t } = useTranslation();
  const keeps = useKeepsPlaces();
  const [state, change] = useAddressState(["search", "town", "open"]);
  const [{ data: towns }] = useQuery({ query: StationTownsDocument });
  const filter = {
    search: state("search") || null,
    town: state("town") || null,
    open: state("open") ? state("open") === "1" : null,
  };
  const list = useConnection(
    LiaisonStationsDocument,
    { filter, first: 50 },
    (data) => data.liaisonStations,
  );
  return (
    <Page
      title={t("stations.title")}
      aside={list.totalCount !== undefined && t("stations.count", { count: list.totalCount })}
      actions={
        <>
          <ExportButton list={{ liaisonStations: { filter } }} count={list.totalCount} />
          {keeps && (
            <Link to="/stations/new" className="button-link">
              {t("stations.newStation")}
            </Link>
          )}
        </>
      }
    >
      <div className="filters no-print" role="search">
        <SearchBox
          value={state("search")}
          label={t("stations.search")}
          onChange={(search) => change({ search })}
        />
        <Pick
          value={state("town")}
          label={t("stations.town")}
          none={t("stations.allTowns")}
          options={(towns?.towns ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(town) => change({ town })}
        />
        <Pick
          value={state("open")}
          label={t("stations.openness")}
          none={t("stations.openOrNot")}
          options={[
            { value: "1", label: t("stations.open") },
            { value: "0", label: t("stations.closed") },
          ]}
          onChange={(open) => change({ open })}
        />
      </div>
      <PlaceGrid
        list={list}
        empty={t("stations.none")}
        keyOf={({ id }) => id}
        render={(station) => <StationCard station={station} />}
      />
    </Page>
  );
}

function StationCard({ station }: { readonly station: Station }) {
  const { t } = useTranslation();
  const shown = station.kiosks.nodes.filter(
    ({ state }) => state !== "REFUSED" && state !== "RETIRED",
  );
  return (
    <Link to={`/stations/${station.id}`} className="card place-card">
      <span className="row">
        <strong>{station.name}</strong>
        <Mark tone={station.isOpen ? "good" : "plain"}>
          {t(station.isOpen ? "stations.open" : "stations.closed")}
        </Mark>
      </span>
      <span className="muted">
        {station.town?.name} · {station.agency?.name}
      </span>
      <span>{station.address}</span>
      <span className="muted">{station.openingHours}</span>
      {shown.map(({ id, name, state }) => (
        <span key={id} className="row">
          {name} <StateTag of="KioskState" value={state} />
        </span>
      ))}
    </Link>
  );
}
