import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RouteRequestDocument } from "../../gql/requests";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { AgencyFinder } from "../agencies/agency-finder";
import { ColleagueFinder } from "../officers/officer-finder";
import { useSeenRequest } from "./seen";
import type { StepProps } from "./step-forms";

/** To another agency, or to an officer of the present one. */
export function RouteForm({ request, reload, close }: StepProps) {
  const { t } = useTranslation();
  const [agencyId, setAgency] = useState(request.agency?.id ?? "");
  const [handlerId, setHandler] = useState("");
  const [note, setNote] = useState("");
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(RouteRequestDocument, again);
  const submit = async () => {
    const to = { agencyId: agencyId || null, handlerId: handlerId || null };
    if (await save.save({ input: { ...seen, ...to, note: note.trim() || null } })) {
      toast("good", t("requests.steps.ROUTE.done"));
      close();
    }
  };
  const isMove = agencyId !== (request.agency?.id ?? "") || handlerId !== "";
  return (
    <FormPanel
      title={t("requests.steps.ROUTE.name")}
      about={t("requests.steps.ROUTE.about")}
      yes={t("requests.steps.ROUTE.name")}
      busy={save.busy}
      ready={agencyId !== "" && isMove}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("requests.agency")} name="agencyId">
        {({ id }) => (
          <AgencyFinder
            id={id}
            label={t("app.chooseAgency")}
            value={agencyId}
            onChange={(chosen) => {
              setAgency(chosen);
              setHandler("");
            }}
          />
        )}
      </Field>
      <Field label={t("requests.handler")} name="handlerId" optional>
        {({ id }) => (
          <ColleagueFinder
            id={id}
            label={t("app.chooseOfficer")}
            agencyId={agencyId}
            value={handlerId}
            onChange={setHandler}
          />
        )}
      </Field>
      <Field label={t("requests.steps.ROUTE.text")} name="note" optional>
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </FormPanel>
  );
}
