import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useQuery } from "urql";
import {
  CreateLiaisonStationDocument,
  StationTownsDocument,
  UpdateLiaisonStationDocument,
} from "../../gql/stations";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { Page } from "../../platform/page";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { AgencyFinder } from "../agencies/agency-finder";
import { PositionFields } from "./position-fields";
import type { Station } from "./station";

interface Props {
  readonly station?: Station;
  readonly reload?: () => void;
  readonly close?: () => void;
}

/** A new station, or one to be corrected or closed. */
export default function StationForm({ station, reload, close }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [clientId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(station?.name ?? "");
  const [townId, setTown] = useState(station?.town?.id ?? "");
  const [agencyId, setAgency] = useState(station?.agency?.id ?? "");
  const [address, setAddress] = useState(station?.address ?? "");
  const [openingHours, setHours] = useState(station?.openingHours ?? t("stations.usualHours"));
  const [facilities, setFacilities] = useState(station?.facilities.join("\n") ?? "");
  const [closedOn, setClosedOn] = useState(station?.closedOn ?? "");
  const [position, setPosition] = useState({
    latitude: station ? String(station.latitude) : "",
    longitude: station ? String(station.longitude) : "",
  });
  const [{ data }] = useQuery({ query: StationTownsDocument });
  const towns = data?.towns ?? [];
  const create = useSave(CreateLiaisonStationDocument);
  const update = useSave(UpdateLiaisonStationDocument, reload);
  const submit = async () => {
    const what = {
      name: name.trim(),
      townId,
      agencyId,
      address: address.trim(),
      openingHours: openingHours.trim(),
      facilities: facilities
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean),
      latitude: Number(position.latitude),
      longitude: Number(position.longitude),
    };
    if (station) {
      const { id, version } = station;
      const input = { id, version, ...what, closedOn: closedOn || null };
      if (!(await update.save({ input }))) return;
      close?.();
    } else {
      const saved = await create.save({ input: { clientId, ...what } });
      if (!saved) return;
      navigate(`/stations/${saved.createLiaisonStation.liaisonStation.id}`, { replace: true });
    }
    toast("good", t("stations.saved"));
  };
  return (
    <Page
      title={station?.name ?? t("stations.newStation")}
      crumbs={[{ to: "/stations", title: t("stations.title") }]}
    >
      <FormPanel
        title={t(station ? "stations.change" : "stations.newStation")}
        yes={t("app.save")}
        busy={create.busy || update.busy}
        ready={name.trim() !== "" && townId !== "" && agencyId !== "" && position.latitude !== ""}
        error={create.error ?? update.error}
        submit={submit}
        cancel={close}
      >
        <Field label={t("stations.name")} name="name">
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <div className="form-pair">
          <Field label={t("stations.town")} name="townId">
            {(wiring) => (
              <select
                {...wiring}
                className="pick"
                value={townId}
                onChange={(event) => {
                  setTown(event.target.value);
                  const town = towns.find(({ id }) => id === event.target.value);
                  if (town && !position.latitude) {
                    setPosition({
                      latitude: String(town.latitude),
                      longitude: String(town.longitude),
                    });
                  }
                }}
              >
                <option value="">{t("stations.chooseTown")}</option>
                {towns.map((town) => (
                  <option key={town.id} value={town.id}>
                    {town.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t("stations.agency")} name="agencyId">
            {({ id }) => (
              <AgencyFinder
                id={id}
                label={t("app.chooseAgency")}
                value={agencyId}
                onChange={setAgency}
              />
            )}
          </Field>
        </div>
        <Field label={t("stations.address")} name="address">
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={200}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("stations.hours")} name="openingHours">
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={100}
              value={openingHours}
              onChange={(event) => setHours(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t("stations.facilities")}
          name="facilities"
          hint={t("stations.onePerLine")}
          optional
        >
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={facilities}
              onChange={(event) => setFacilities(event.target.value)}
            />
          )}
        </Field>
        <PositionFields position={position} onChange={setPosition} />
        {station && (
          <Field label={t("stations.closedOn")} name="closedOn" optional>
            {(wiring) => (
              <input
                {...wiring}
                className="pick"
                type="date"
                value={closedOn}
                onChange={(event) => setClosedOn(event.target.value)}
              />
            )}
          </Field>
        )}
      </FormPanel>
    </Page>
  );
}
