import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LiaisonOfficesDocument, type LiaisonOfficesQuery } from "../../gql/stations";
import { useAddressState } from "../../platform/address-state";
import { useConnection } from "../../platform/connection";
import { formatDay } from "../../platform/dates";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark } from "../../platform/state-tag";
import { ExportButton } from "../transfer/export-button";
import { PlaceGrid } from "./place-grid";
import { useKeepsPlaces } from "./rights";

type Office = LiaisonOfficesQuery["liaisonOffices"]["nodes"][number];

export default function Offices() {
  const { t } = useTranslation();
  const keeps = useKeepsPlaces();
  const [state, change] = useAddressState(["open"]);
  const filter = { open: state("open") ? state("open") === "1" : null };
  const list = useConnection(
    LiaisonOfficesDocument,
    { filter, first: 50 },
    (data) => data.liaisonOffices,
  );
  return (
    <Page
      title={t("stations.offices")}
      aside={list.totalCount !== undefined && t("stations.count", { count: list.totalCount })}
      actions={
        <>
          <ExportButton list={{ liaisonOffices: { filter } }} count={list.totalCount} />
          {keeps && (
            <Link to="/offices/new" className="button-link">
              {t("stations.newOffice")}
            </Link>
          )}
        </>
      }
    >
      <div className="filters no-print" role="search">
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
        empty={t("stations.noOffices")}
        keyOf={({ id }) => id}
        render={(office) => <OfficeCard office={office} />}
      />
    </Page>
  );
}

function OfficeCard({ office }: { readonly office: Office }) {
  const { t } = useTranslation();
  return (
    <Link to={`/offices/${office.id}`} className="card place-card">
      <span className="row">
        <strong>{office.name}</strong>
        <Mark tone={office.isOpen ? "good" : "plain"}>
          {t(office.isOpen ? "stations.open" : "stations.closed")}
        </Mark>
      </span>
      <span>{office.address}</span>
      <span className="muted">
        {t("stations.with", {
          names: office.partners.nodes.flatMap(({ agency }) => agency?.name ?? []).join("、"),
        })}
      </span>
      <span className="muted">
        {t("stations.since", { day: formatDay(office.openedOn) })} ·{" "}
        {t("stations.merchantCount", { count: office.merchants.totalCount })}
      </span>
    </Link>
  );
}
