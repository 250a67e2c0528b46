import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import {
  type DeliveryFragment,
  WebhookTroubleDocument,
  type WebhookTroubleQuery,
} from "../../gql/webhooks";
import { formatWhen } from "../../platform/dates";
import { useOutcomeWords } from "./outcome";

type Delivered = WebhookTroubleQuery["delivered"]["nodes"];

/** The last try that failed, unless something was taken after it: then somebody paused the webhook. */
function lastFailureOf(waiting: readonly DeliveryFragment[], delivered: Delivered) {
  const taken = delivered.at(0)?.deliveredAt ?? "";
  return waiting
    .flatMap(({ attempts }) => attempts.slice(0, 1))
    .filter(({ at }) => at > taken)
    .sort((a, b) => b.at.localeCompare(a.at))
    .at(0);
}

/** Why a webhook is paused, by the last try that failed, and what waits meanwhile. */
export function Trouble({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const outcome = useOutcomeWords();
  const [{ data }] = useQuery({
    query: WebhookTroubleDocument,
    variables: { webhook: id },
    requestPolicy: "cache-and-network",
  });
  if (!data) return null;
  const { parked, pending, delivered } = data;
  const failed = lastFailureOf([...parked.nodes, ...pending.nodes], delivered.nodes);
  const waiting = parked.totalCount + pending.totalCount;
  return (
    <p className="webhook-trouble">
      {failed
        ? t("webhooks.pausedFor", { when: formatWhen(failed.at), why: outcome(failed) })
        : t("webhooks.pausedByHand")}{" "}
      {waiting > 0 && t("webhooks.waiting", { count: waiting })}
    </p>
  );
}
