import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RetireKioskDocument } from "../../gql/stations";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";

interface Props {
  readonly id: string;
  readonly version: number;
  readonly reload: () => void;
  readonly close: () => void;
}

export function RetireKiosk({ id, version, reload, close }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const save = useSave(RetireKioskDocument, reload);
  const submit = async () => {
    if (await save.save({ input: { id, version, reason: reason.trim() } })) {
      toast("good", t("stations.retired"));
      close();
    }
  };
  return (
    <FormPanel
      title={t("stations.retire")}
      about={t("stations.retireAbout")}
      yes={t("stations.retire")}
      danger
      busy={save.busy}
      ready={reason.trim() !== ""}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("stations.retireReason")} name="reason">
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormPanel>
  );
}
