import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { KioskState } from "../../gql/schema";
import { KiosksDocument, type KiosksQuery } from "../../gql/stations";
import { useAddressState } from "../../platform/address-state";
import { useConnection } from "../../platform/connection";
import { formatWhen } from "../../platform/dates";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { StateTag } from "../../platform/state-tag";
import { ExportButton } from "../transfer/export-button";
import { PlaceGrid } from "./place-grid";
import { useProposesKiosks } from "./rights";

type Kiosk = KiosksQuery["kiosks"]["nodes"][number];

const states: readonly KioskState[] = [
  "PROPOSED",
  "APPROVED",
  "INSTALLED",
  "ONLINE",
  "OFFLINE",
  "RETIRED",
  "REFUSED",
];

export default function Kiosks() {
  const { t } = useTranslation();
  const proposes = useProposesKiosks();
  const [address, change] = useAddressState(["state", "station"]);
  const filter = {
    state: states.find((one) => one === address("state")) ?? null,
    station: address("station") || null,
  };
  const list = useConnection(KiosksDocument, { filter, first: 50 }, (data) => data.kiosks);
  return (
    <Page
      title={t("stations.kiosks")}
      aside={list.totalCount !== undefined && t("stations.count", { count: list.totalCount })}
      actions={
        <>
          <ExportButton list={{ kiosks: { filter } }} count={list.totalCount} />
          {proposes && (
            <Link to="/kiosks/new" className="button-link">
              {t("stations.proposeKiosk")}
            </Link>
          )}
        </>
      }
    >
      <div className="filters no-print" role="search">
        <Pick
          value={address("state")}
          label={t("stations.state")}
          none={t("stations.allStates")}
          options={states.map((value) => ({ value, label: t(`app.enums.KioskState.${value}`) }))}
          onChange={(state) => change({ state })}
        />
      </div>
      <PlaceGrid
        list={list}
        empty={t("stations.noKiosks")}
        keyOf={({ id }) => id}
        render={(kiosk) => <KioskCard kiosk={kiosk} />}
      />
    </Page>
  );
}

function KioskCard({ kiosk }: { readonly kiosk: Kiosk }) {
  const { t } = useTranslation();
  return (
    <Link to={`/kiosks/${kiosk.id}`} className="card place-card">
      <span className="row">
        <strong>{kiosk.name}</strong>
        <StateTag of="KioskState" value={kiosk.state} />
      </span>
      <span>{kiosk.station?.name}</span>
      <span className="muted">{kiosk.services.join("、")}</span>
      <span className="muted">
        {kiosk.lastBeatAt
          ? t("stations.lastBeat", { when: formatWhen(kiosk.lastBeatAt) })
          : t("stations.perDay", { people: kiosk.dailyCapacity })}
      </span>
    </Link>
  );
}
