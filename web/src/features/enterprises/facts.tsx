import { useTranslation } from "react-i18next";
import type { EnterpriseQuery } from "../../gql/enterprises";

type Firm = NonNullable<EnterpriseQuery["enterprise"]>;

export function Facts({ firm }: { readonly firm: Firm }) {
  const { t, i18n } = useTranslation();
  const unknown = <span className="muted">{t("enterprises.unknown")}</span>;
  return (
    <section className="card">
      <h2>{t("enterprises.facts")}</h2>
      <dl className="facts">
        <dt>{t("enterprises.creditCode")}</dt>
        <dd className="number">{firm.creditCode}</dd>
        <dt>{t("enterprises.town")}</dt>
        <dd>{firm.town?.name ?? unknown}</dd>
        <dt>{t("enterprises.address")}</dt>
        <dd>{firm.address || unknown}</dd>
        <dt>{t("enterprises.industry")}</dt>
        <dd>{firm.industry}</dd>
        <dt>{t("enterprises.employees")}</dt>
        <dd>
          {firm.employees === null ? unknown : t("enterprises.people", { people: firm.employees })}
        </dd>
        {firm.revenueCny !== null && (
          <>
            <dt>{t("enterprises.revenue")}</dt>
            <dd>{money(firm.revenueCny, i18n.language)}</dd>
          </>
        )}
        {firm.aboveScale && firm.aboveScaleYear !== null && (
          <>
            <dt>{t("enterprises.scale")}</dt>
            <dd>{t("enterprises.aboveScaleSince", { year: firm.aboveScaleYear })}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** 1.2亿元, CN¥120M: nobody reads nine digits. */
function money(yuan: number, language: string) {
  return language === "zh"
    ? `${new Intl.NumberFormat("zh-CN", { notation: "compact", maximumFractionDigits: 1 }).format(yuan)}元`
    : new Intl.NumberFormat("en", {
        style: "currency",
        currency: "CNY",
        notation: "compact",
      }).format(yuan);
}
