import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { RedeliverWebhookDocument } from "../../gql/webhooks";
import { daysAgo, today } from "../../platform/dates";
import { Dialog } from "../../platform/dialog";
import { type Filled, RecordForm } from "../../platform/record-form";
import { toast } from "../../platform/toast";

type Name = "since" | "until";
const touched = { additionalTypenames: ["WebhookDelivery"] };

interface Props {
  readonly webhookId: string;
  readonly onClose: () => void;
}

/** The start of a day in Shanghai, or of the day after it. */
function startOf(day: string, after = 0) {
  const start = Date.parse(`${day}T00:00:00+08:00`) + after * 24 * 60 * 60_000;
  return new Date(start).toISOString();
}

/** Sends again what happened from one day to another. */
export function RangeDialog({ webhookId, onClose }: Props) {
  const { t } = useTranslation();
  const [, redeliver] = useMutation(RedeliverWebhookDocument);
  const save = async ({ values }: Filled<Name>) => {
    const { data, error } = await redeliver(
      {
        input: {
          webhookId,
          since: startOf(values.since),
          // The server takes no instant to come: through today means until now.
          until: values.until < today() ? startOf(values.until, 1) : null,
        },
      },
      touched,
    );
    if (!data) return error;
    toast("good", t("webhooks.redelivered", { count: data.redeliverWebhook.count }));
    onClose();
    return undefined;
  };
  return (
    <Dialog title={t("webhooks.redeliverRange")} onClose={onClose}>
      <p className="muted">{t("webhooks.rangeHint")}</p>
      <RecordForm<Name>
        isNarrow
        fields={[
          { name: "since", label: t("webhooks.from"), kind: "date", isRequired: true },
          { name: "until", label: t("webhooks.to"), kind: "date", isRequired: true },
        ]}
        start={{ version: 0, values: { since: daysAgo(3), until: today() } }}
        save={save}
        words={t("webhooks.redeliver")}
        onCancel={onClose}
      />
    </Dialog>
  );
}
