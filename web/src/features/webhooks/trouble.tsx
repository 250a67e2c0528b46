import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { WebhookTroubleDocument } from "../../gql/webhooks";
import { formatWhen } from "../../platform/dates";
import { useOutcomeWords } from "./outcome";

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
  const tries = [...data.parked.nodes, ...data.pending.nodes].flatMap(({ attempts }) =>
    attempts.slice(0, 1),
  );
  const failed = tries.sort((a, b) => b.at.localeCompare(a.at)).at(0);
  const waiting = data.parked.totalCount + data.pending.totalCount;
  return (
    <p className="webhook-trouble">
      {failed
        ? t("webhooks.pausedFor", { when: formatWhen(failed.at), why: outcome(failed) })
        : t("webhooks.pausedByHand")}{" "}
      {waiting > 0 && t("webhooks.waiting", { count: waiting })}
    </p>
  );
}
