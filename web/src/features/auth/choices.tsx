import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../../platform/language";
import { chooseShade, type ShadeChoice, useShade } from "../../platform/shade";

const shades: readonly ShadeChoice[] = ["system", "light", "dark"];

/** Language and shade: kept on the device, so they can be chosen before signing in too. */
export function Choices() {
  const { t, i18n } = useTranslation();
  const { choice } = useShade();
  return (
    <div className="choices">
      <fieldset className="choice-set">
        <legend className="unseen">{t("auth.language")}</legend>
        <div className="choice">
          {(["zh", "en"] as const).map((language) => (
            <button
              key={language}
              type="button"
              aria-pressed={i18n.language === language}
              onClick={() => chooseLanguage(language)}
            >
              {language === "zh" ? "中文" : "English"}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset className="choice-set">
        <legend className="unseen">{t("auth.shade")}</legend>
        <div className="choice">
          {shades.map((shade) => (
            <button
              key={shade}
              type="button"
              aria-pressed={choice === shade}
              onClick={() => chooseShade(shade)}
            >
              {t(`auth.shades.${shade}`)}
            </button>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
