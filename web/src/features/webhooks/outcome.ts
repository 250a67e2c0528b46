import { useTranslation } from "react-i18next";
import type { DeliveryFragment } from "../../gql/webhooks";

type Attempt = DeliveryFragment["attempts"][number];

export const isTaken = ({ status }: Attempt) => status !== null && status >= 200 && status < 300;

/** What came of a try: the status of the answer, or why there was none. */
export function useOutcomeWords() {
  const { t } = useTranslation();
  return ({ status, failure }: Attempt) =>
    status === null
      ? t("webhooks.noAnswer", { why: failure ?? "" })
      : t("webhooks.answered", { status });
}
