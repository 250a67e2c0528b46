import { useTranslation } from "react-i18next";
import type { RequestCategory, RequestPriority, VisitKind } from "../../gql/schema";

const kinds: readonly VisitKind[] = ["VISIT", "CO_BUILDING", "ASSISTANCE"];
const categories: readonly RequestCategory[] = [
  "PERMIT",
  "SECURITY",
  "DISPUTE",
  "TRAFFIC",
  "FRAUD",
  "LABOUR",
  "OTHER",
];
const priorities: readonly RequestPriority[] = ["LOW", "NORMAL", "URGENT"];
const topics = [
  "fraud",
  "security",
  "labour",
  "permits",
  "traffic",
  "network",
  "drugs",
  "fire",
  "policy",
] as const;

/** What one chooses from, in words. */
export function useChoices() {
  const { t } = useTranslation();
  return {
    kinds: kinds.map((value) => ({ value, label: t(`app.enums.VisitKind.${value}`) })),
    categories: categories.map((value) => ({
      value,
      label: t(`app.enums.RequestCategory.${value}`),
    })),
    priorities: priorities.map((value) => ({
      value,
      label: t(`app.enums.RequestPriority.${value}`),
    })),
    topics: topics.map((topic) => t(`visits.topicWords.${topic}`)),
  };
}
