import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { type ApiClientRecordFragment, RotateApiClientDocument } from "../../gql/integrations";
import { Dialog } from "../../platform/dialog";
import { asNumber, type Filled, RecordForm } from "../../platform/record-form";

interface Props {
  readonly client: ApiClientRecordFragment;
  readonly onRotated: (key: string) => void;
  readonly onClose: () => void;
}

type Name = "overlapHours" | "keyDays";

/** Another key; the old ones are good for a while yet, so that nothing stands still meanwhile. */
export function RotateDialog({ client, onRotated, onClose }: Props) {
  const { t } = useTranslation();
  const [, rotate] = useMutation(RotateApiClientDocument);
  const save = async ({ values }: Filled<Name>) => {
    const { data, error } = await rotate({
      input: {
        id: client.id,
        overlapHours: asNumber(values.overlapHours),
        keyDays: asNumber(values.keyDays),
      },
    });
    if (data) onRotated(data.rotateApiClient.key);
    return error;
  };
  return (
    <Dialog title={t("integrations.rotateOf", { name: client.name })} onClose={onClose}>
      <RecordForm<Name>
        isNarrow
        fields={[
          {
            name: "overlapHours",
            label: t("integrations.overlap"),
            kind: "number",
            isRequired: true,
            hint: t("integrations.overlapHint"),
          },
          {
            name: "keyDays",
            label: t("integrations.keyDays"),
            kind: "number",
            isRequired: true,
            hint: t("integrations.keyDaysHint"),
          },
        ]}
        start={{ version: 0, values: { overlapHours: "24", keyDays: "365" } }}
        save={save}
        words={t("integrations.rotate")}
        onCancel={onClose}
      />
    </Dialog>
  );
}
