// How many officers have how many firms: bars drawn by hand, for one chart needs no library.
import { useTranslation } from "react-i18next";
import type { DashboardQuery } from "../../gql/dashboard";

type Bar = DashboardQuery["dashboard"]["spread"][number];

const width = 960;
const height = 240;
const foot = 28;
const head = 24;

interface Props {
  readonly bars: readonly Bar[];
  readonly lower: number;
  readonly upper: number;
}

export function Spread({ bars, lower, upper }: Props) {
  const { t } = useTranslation();
  const last = Math.max(upper, ...bars.map(({ caseload }) => caseload));
  const officersAt = (caseload: number) =>
    bars.find((bar) => bar.caseload === caseload)?.officers ?? 0;
  const columns = Array.from({ length: last + 1 }, (_, caseload) => ({
    caseload,
    officers: officersAt(caseload),
  }));
  const most = Math.max(1, ...columns.map(({ officers }) => officers));
  const step = width / columns.length;
  const tall = height - foot - head;
  return (
    <section className="card">
      <h2>{t("dashboard.spread")}</h2>
      <p className="muted">{t("dashboard.spreadAbout", { lower, upper })}</p>
      <svg
        className="spread"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t("dashboard.spread")}
      >
        {columns.map(({ caseload, officers }) => {
          const size = (officers / most) * tall;
          const x = caseload * step + step / 2;
          const isWithin = caseload >= lower && caseload <= upper;
          return (
            <g key={caseload}>
              <rect
                x={x - Math.min(step * 0.35, 36)}
                y={head + tall - size}
                width={Math.min(step * 0.7, 72)}
                height={size}
                rx="3"
                className={isWithin ? "spread-within" : "spread-outside"}
              />
              {officers > 0 && (
                <text x={x} y={head + tall - size - 6} className="spread-count">
                  {officers}
                </text>
              )}
              <text x={x} y={height - 8} className="spread-label">
                {caseload}
              </text>
            </g>
          );
        })}
        <line x1="0" x2={width} y1={head + tall} y2={head + tall} className="spread-axis" />
      </svg>
      <table className="unseen">
        <caption>{t("dashboard.spread")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("dashboard.firms")}</th>
            <th scope="col">{t("dashboard.officers")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ caseload, officers }) => (
            <tr key={caseload}>
              <td>{caseload}</td>
              <td>{officers}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
