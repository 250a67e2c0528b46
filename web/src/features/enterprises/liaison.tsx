import { useTranslation } from "react-i18next";
import type { EnterpriseQuery } from "../../gql/enterprises";
import { formatDay } from "../../platform/dates";

type Assignments = NonNullable<EnterpriseQuery["enterprise"]>["assignments"]["nodes"];

/** Who looks after the firm now, and who did before. */
export function Liaison({ assignments }: { readonly assignments: Assignments }) {
  const { t } = useTranslation();
  const now = assignments.find(({ endedOn }) => endedOn === null);
  const before = assignments.filter(({ endedOn }) => endedOn !== null);
  return (
    <section className="card">
      <h2>{t("enterprises.liaison")}</h2>
      {now?.officer ? (
        <dl className="facts">
          <dt>{t("enterprises.officer")}</dt>
          <dd>
            {now.officer.name} <span className="muted">{now.officer.rank}</span>
          </dd>
          <dt>{t("enterprises.agency")}</dt>
          <dd>{now.officer.agency?.name}</dd>
          <dt>{t("enterprises.workPhone")}</dt>
          <dd>
            <a className="number" href={`tel:${now.officer.phone}`}>
              {now.officer.phone}
            </a>
          </dd>
          <dt>{t("enterprises.since")}</dt>
          <dd>{formatDay(now.startedOn)}</dd>
        </dl>
      ) : (
        <p className="muted">{t("enterprises.nobody")}</p>
      )}
      {before.map(({ id, officer, startedOn, endedOn }) => (
        <p key={id} className="muted">
          {t("enterprises.before", {
            name: officer?.name,
            from: formatDay(startedOn),
            to: endedOn && formatDay(endedOn),
          })}
        </p>
      ))}
    </section>
  );
}
