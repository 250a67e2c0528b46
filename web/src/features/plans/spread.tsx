// How many officers have how many firms: one bar a number of firms, drawn plainly.
import { useTranslation } from "react-i18next";

interface Props {
  readonly bars: readonly { readonly caseload: number; readonly officers: number }[];
  readonly lower: number;
  readonly upper: number;
  /** The highest bar of all charts beside each other. */
  readonly most: number;
  /** The greatest number of firms in any of them. */
  readonly last: number;
  readonly label: string;
}

const height = 112;
const foot = 40;
const width = 480;

export function Spread({ bars, lower, upper, most, last, label }: Props) {
  const { t } = useTranslation();
  const known = new Map(bars.map(({ caseload, officers }) => [caseload, officers]));
  const step = width / (last + 1);
  const numbers = Array.from({ length: last + 1 }, (_, caseload) => caseload);
  // Every number has its label while they fit.
  const every = Math.ceil((last + 1) / 20);
  const words = bars.map((bar) => t("plans.bar", { ...bar })).join("；");
  return (
    <svg
      className="spread"
      viewBox={`0 0 ${width} ${height + foot + 16}`}
      role="img"
      aria-label={`${label}：${words}`}
    >
      {numbers.map((caseload) => {
        const officers = known.get(caseload) ?? 0;
        const tall = officers > 0 ? Math.max(2, (officers / most) * height) : 0;
        const isWithin = caseload >= lower && caseload <= upper;
        const middle = caseload * step + step / 2;
        return (
          <g key={caseload}>
            <rect
              x={caseload * step + step * 0.15}
              width={step * 0.7}
              y={16 + height - tall}
              height={tall}
              rx="2"
              className={isWithin ? "spread-within" : "spread-outside"}
            />
            {officers > 0 && last <= 20 && (
              <text x={middle} y={12 + height - tall} className="spread-count">
                {officers}
              </text>
            )}
            {caseload % every === 0 && (
              <text x={middle} y={height + 32} className="spread-label">
                {caseload}
              </text>
            )}
          </g>
        );
      })}
      <line x1="0" x2={width} y1={height + 16} y2={height + 16} className="spread-line" />
      <text x={width / 2} y={height + 52} className="spread-label">
        {t("plans.spreadAxis")}
      </text>
    </svg>
  );
}
