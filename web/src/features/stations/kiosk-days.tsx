import { useTranslation } from "react-i18next";
import { formatDay } from "../../platform/dates";
import type { Kiosk } from "./kiosk";

/** Whom it served in the last 30 days, by kind of document and day by day. */
export function KioskDays({ kiosk }: { readonly kiosk: Kiosk }) {
  const { t } = useTranslation();
  const days = [...new Set(kiosk.days.map(({ day }) => day))].sort().reverse();
  const sumOf = (day: string) =>
    kiosk.days.filter((one) => one.day === day).reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...days.map(sumOf));
  return (
    <section className="card">
      <h2>{t("stations.served")}</h2>
      {days.length === 0 && <p className="muted">{t("stations.servedNobody")}</p>}
      <dl className="facts">
        {kiosk.totals.map(({ kind, count }) => (
          <div key={kind} className="facts-row">
            <dt>{kind}</dt>
            <dd className="number">{t("stations.peopleCount", { count })}</dd>
          </div>
        ))}
      </dl>
      <ul className="kiosk-days">
        {days.map((day) => (
          <li key={day}>
            <span className="muted">{formatDay(day)}</span>
            <span className="kiosk-bar" style={{ width: `${(sumOf(day) / most) * 100}%` }} />
            <span className="number">{sumOf(day)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
