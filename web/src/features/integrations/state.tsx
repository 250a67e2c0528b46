import { useTranslation } from "react-i18next";
import { Mark } from "../../platform/state-tag";
import type { KeyState } from "./keys";
import { adhoc, openedBy } from "./scopes";

const tones = {
  none: "plain",
  good: "good",
  ending: "warn",
  ended: "bad",
  revoked: "plain",
} as const;

export function KeyMark({ state }: { readonly state: KeyState }) {
  const { t } = useTranslation();
  return <Mark tone={tones[state]}>{t(`integrations.states.${state}`)}</Mark>;
}

/** Scopes as people read them: 走访（查询、写入）. */
export function useScopeWords() {
  const { t } = useTranslation();
  return (scopes: readonly string[]) => {
    const words = openedBy(scopes).map(({ area, open }) =>
      t("integrations.scopeOf", {
        area: t(`integrations.areas.${area}.name`),
        verbs: open.map((verb) => t(`integrations.verbs.${verb}`)).join(t("integrations.and")),
      }),
    );
    if (scopes.includes(adhoc)) words.push(t("integrations.adhoc"));
    return words;
  };
}
