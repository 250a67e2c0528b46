import i18n from "i18next";

/** Metres as kilometres: 15,075.5 公里. */
export function kilometres(metres: number) {
  const number = new Intl.NumberFormat(i18n.language === "en" ? "en" : "zh-CN", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(metres / 1000);
  return i18n.t("plans.km", { number });
}
