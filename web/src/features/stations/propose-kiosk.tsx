import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useQuery } from "urql";
import {
  KioskRequestDocument,
  KioskStationsDocument,
  ProposeKioskDocument,
} from "../../gql/stations";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { Page } from "../../platform/page";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { Capacity } from "./capacity";
import "./stations.css";

/** A machine that is wanted at a station, mostly for a request, whose chain decides on it. */
export default function ProposeKiosk() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const requestId = params.get("request");
  const [clientId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(t("stations.usualKiosk"));
  const [stationId, setStation] = useState(params.get("station") ?? "");
  const [services, setServices] = useState(t("stations.usualServices"));
  const [dailyCapacity, setCapacity] = useState("120");
  const [reason, setReason] = useState("");
  const [{ data }] = useQuery({ query: KioskStationsDocument });
  const [{ data: asked }] = useQuery({
    query: KioskRequestDocument,
    variables: { id: requestId ?? "" },
    pause: !requestId,
  });
  const request = asked?.serviceRequest;
  const save = useSave(ProposeKioskDocument);
  const submit = async () => {
    const saved = await save.save({
      input: {
        clientId,
        requestId,
        stationId,
        name: name.trim(),
        services: services.split(/[、,，\n]/).flatMap((line) => line.trim() || []),
        dailyCapacity: Number(dailyCapacity),
        reason: reason.trim(),
      },
    });
    if (!saved) return;
    toast("good", t("stations.proposed"));
    navigate(requestId ? `/requests/${requestId}` : `/kiosks/${saved.proposeKiosk.kiosk.id}`, {
      replace: true,
    });
  };
  return (
    <Page
      title={t("stations.proposeKiosk")}
      crumbs={[
        request
          ? { to: `/requests/${request.id}`, title: request.title }
          : { to: "/kiosks", title: t("stations.kiosks") },
      ]}
    >
      <FormPanel
        title={t("stations.proposal")}
        about={
          request ? (
            <>
              {t("stations.forRequest")}{" "}
              <Link to={`/requests/${request.id}`}>
                {request.number} {request.title}
              </Link>
            </>
          ) : (
            t("stations.proposalAbout")
          )
        }
        yes={t("stations.propose")}
        busy={save.busy}
        ready={
          name.trim() !== "" &&
          stationId !== "" &&
          reason.trim() !== "" &&
          Number(dailyCapacity) > 0
        }
        error={save.error}
        submit={submit}
      >
        <Field label={t("stations.kioskName")} name="name">
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={50}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("stations.station")} name="stationId">
          {(wiring) => (
            <select
              {...wiring}
              className="pick"
              value={stationId}
              onChange={(event) => setStation(event.target.value)}
            >
              <option value="">{t("stations.chooseStation")}</option>
              {data?.liaisonStations.nodes.map((station) => (
                <option key={station.id} value={station.id}>
                  {station.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="form-pair">
          <Field label={t("stations.services")} name="services" hint={t("stations.separated")}>
            {(wiring) => (
              <Input
                {...wiring}
                value={services}
                onChange={(event) => setServices(event.target.value)}
              />
            )}
          </Field>
          <Field label={t("stations.dailyCapacity")} name="dailyCapacity">
            {(wiring) => (
              <Input
                {...wiring}
                type="number"
                min={1}
                max={10000}
                value={dailyCapacity}
                onChange={(event) => setCapacity(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t("stations.reason")} name="reason">
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </FormPanel>
      {stationId && <Capacity stationId={stationId} />}
    </Page>
  );
}
