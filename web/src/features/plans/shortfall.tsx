import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Plan } from "./plan";

type Lack = NonNullable<Plan["shortfall"]>;

/** Why no plan keeps all limits, in words: 缺 3 名民警. */
export function Shortfall({ shortfall }: { readonly shortfall: Lack }) {
  const { t } = useTranslation();
  const { firmsTooMany, firmsShort, towns, bans } = shortfall;
  return (
    <section className="card plan-lack" role="alert">
      <h2>{t("plans.shortfall")}</h2>
      {firmsTooMany > 0 && <p>{t("plans.tooMany", { count: firmsTooMany })}</p>}
      {firmsShort > 0 && <p>{t("plans.tooFew", { count: firmsShort })}</p>}
      <ul>
        {towns.map(({ town, ...lack }) => (
          <li key={town?.id}>
            <strong>{town?.name}</strong>
            {lack.officersShort > 0 &&
              t("plans.officersShort", { officers: lack.officersShort, firms: lack.firmsTooMany })}
            {lack.firmsShort > 0 && t("plans.firmsShort", { count: lack.firmsShort })}
          </li>
        ))}
        {bans.map(({ enterprise, officer }) => (
          <li key={`${enterprise?.id}${officer?.id}`}>
            {t("plans.bindingBan")}
            {enterprise && <Link to={`/enterprises/${enterprise.id}`}>{enterprise.name}</Link>} ·{" "}
            {officer?.name}
          </li>
        ))}
      </ul>
    </section>
  );
}
