import { useTranslation } from "react-i18next";
import { topicWords } from "./topics";

/** The words of the server's names, where this client has any. */
export function useTopicWords() {
  const { t, i18n } = useTranslation();
  const words = (key: string) => {
    const path = `webhooks.${key}`;
    return i18n.exists(path) ? t(path) : undefined;
  };
  return {
    kind: (kind: string) => words(`kinds.${kind}`) ?? kind,
    verb: (verb: string) => words(`verbs.${verb}`) ?? verb,
    topic: (topic: string) => topicWords(topic, words),
  };
}
