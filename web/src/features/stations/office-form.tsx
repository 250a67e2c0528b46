import { CloseOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { CreateLiaisonOfficeDocument, UpdateLiaisonOfficeDocument } from "../../gql/stations";
import { today } from "../../platform/dates";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { Page } from "../../platform/page";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { AgencyFinder } from "../agencies/agency-finder";
import type { Office } from "./office";
import { PositionFields } from "./position-fields";

interface Props {
  readonly office?: Office;
  readonly reload?: () => void;
  readonly close?: () => void;
}

/** A new office, or one to be corrected or closed; the agency that it is stays. */
export default function OfficeForm({ office, reload, close }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [clientId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(office?.name ?? "");
  const [division, setDivision] = useState(office?.division ?? "");
  const [address, setAddress] = useState(office?.address ?? "");
  const [agencyId, setAgency] = useState("");
  const [openedOn, setOpenedOn] = useState(office?.openedOn ?? today());
  const [closedOn, setClosedOn] = useState(office?.closedOn ?? "");
  const [partners, setPartners] = useState<readonly Partner[]>(
    office?.partners.nodes.flatMap(({ agency }) => agency ?? []) ?? [],
  );
  const [position, setPosition] = useState({
    latitude: office ? String(office.latitude) : "",
    longitude: office ? String(office.longitude) : "",
  });
  const create = useSave(CreateLiaisonOfficeDocument);
  const update = useSave(UpdateLiaisonOfficeDocument, reload);
  const submit = async () => {
    const what = {
      name: name.trim(),
      division: division.trim(),
      address: address.trim(),
      openedOn,
      partnerIds: partners.map(({ id }) => id),
      latitude: Number(position.latitude),
      longitude: Number(position.longitude),
    };
    if (office) {
      const { id, version } = office;
      const input = { id, version, ...what, closedOn: closedOn || null };
      if (!(await update.save({ input }))) return;
      close?.();
    } else {
      const saved = await create.save({ input: { clientId, agencyId, ...what } });
      if (!saved) return;
      navigate(`/offices/${saved.createLiaisonOffice.liaisonOffice.id}`, { replace: true });
    }
    toast("good", t("stations.saved"));
  };
  const text = (value: string, set: (value: string) => void, most: number) => ({
    value,
    maxLength: most,
    onChange: (event: { readonly target: { readonly value: string } }) => set(event.target.value),
  });
  return (
    <Page
      title={office?.name ?? t("stations.newOffice")}
      crumbs={[{ to: "/offices", title: t("stations.offices") }]}
    >
      <FormPanel
        title={t(office ? "stations.change" : "stations.newOffice")}
        yes={t("app.save")}
        busy={create.busy || update.busy}
        ready={name.trim() !== "" && (office !== undefined || agencyId !== "")}
        error={create.error ?? update.error}
        submit={submit}
        cancel={close}
      >
        <Field label={t("stations.name")} name="name">
          {(wiring) => <Input {...wiring} {...text(name, setName, 100)} />}
        </Field>
        {!office && (
          <Field
            label={t("stations.officeAgency")}
            name="agencyId"
            hint={t("stations.officeAgencyHint")}
          >
            {({ id }) => (
              <AgencyFinder
                id={id}
                label={t("app.chooseAgency")}
                value={agencyId}
                onChange={setAgency}
              />
            )}
          </Field>
        )}
        <div className="form-pair">
          <Field label={t("stations.division")} name="division" hint={t("stations.divisionHint")}>
            {(wiring) => <Input {...wiring} {...text(division, setDivision, 6)} />}
          </Field>
          <Field label={t("stations.openedOn")} name="openedOn">
            {(wiring) => (
              <input
                {...wiring}
                className="pick"
                type="date"
                {...text(openedOn, setOpenedOn, 10)}
              />
            )}
          </Field>
        </div>
        <Field label={t("stations.address")} name="address">
          {(wiring) => <Input {...wiring} {...text(address, setAddress, 200)} />}
        </Field>
        <PositionFields position={position} onChange={setPosition} />
        <Partners partners={partners} onChange={setPartners} />
        {office && (
          <Field label={t("stations.closedOn")} name="closedOn" optional>
            {(wiring) => (
              <input
                {...wiring}
                className="pick"
                type="date"
                {...text(closedOn, setClosedOn, 10)}
              />
            )}
          </Field>
        )}
      </FormPanel>
    </Page>
  );
}

interface Partner {
  readonly id: string;
  readonly name: string;
}

interface PartnersProps {
  readonly partners: readonly Partner[];
  readonly onChange: (partners: readonly Partner[]) => void;
}

function Partners({ partners, onChange }: PartnersProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="field">
      <legend>{t("stations.partners")}</legend>
      <ul>
        {partners.map(({ id, name }) => (
          <li key={id} className="place-row">
            {name}
            <Button
              type="text"
              className="place-row-end"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("app.removeOf", { name })}
              onClick={() => onChange(partners.filter((other) => other.id !== id))}
            />
          </li>
        ))}
      </ul>
      <AgencyFinder
        value=""
        label={t("stations.addPartner")}
        onChange={(id, name) => {
          if (id && !partners.some((one) => one.id === id)) onChange([...partners, { id, name }]);
        }}
      />
    </fieldset>
  );
}
