// Words live beside what they name: each folder's words.zh.ts and words.en.ts are found here.
// Chinese comes with the first load; English is fetched when somebody chooses it.
import dayjs from "dayjs";
import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import "dayjs/locale/zh-cn";
import { remembered } from "./remembered";
import { gathered } from "./words";

export type Language = "zh" | "en";

const zh = {
  ...import.meta.glob("./words.zh.ts", { eager: true, import: "default" }),
  ...import.meta.glob("../features/*/words.zh.ts", { eager: true, import: "default" }),
};

const chosen = remembered<Language>("language", ["zh", "en"], "zh");

export async function startLanguage() {
  await i18n.use(initReactI18next).init({
    lng: "zh",
    fallbackLng: "zh",
    resources: { zh: { translation: gathered(zh) } },
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
  await chooseLanguage(chosen.read());
}

export function languageNow(): Language {
  return i18n.language === "en" ? "en" : "zh";
}

export async function chooseLanguage(language: Language) {
  if (language === "en" && !i18n.hasResourceBundle("en", "translation")) {
    i18n.addResourceBundle("en", "translation", (await import("./english")).words);
  }
  chosen.write(language);
  dayjs.locale(language === "zh" ? "zh-cn" : "en");
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  await i18n.changeLanguage(language);
}
