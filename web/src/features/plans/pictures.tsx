import { useTranslation } from "react-i18next";
import type { PictureFragment } from "../../gql/plans";
import { kilometres } from "./kilometres";
import type { Plan } from "./plan";
import { Spread } from "./spread";

interface Props {
  readonly plan: Pick<Plan, "caseloadLower" | "caseloadUpper" | "moves">;
  readonly today: PictureFragment;
  readonly planned: PictureFragment;
  /** What the left side is called: today, or another plan. */
  readonly left?: string;
}

/** Two states of the programme side by side. */
export function Pictures({ plan, today, planned, left }: Props) {
  const { t } = useTranslation();
  // One scale for both, so that bars can be compared by eye.
  const bars = [...today.spread, ...planned.spread];
  const most = Math.max(1, ...bars.map(({ officers }) => officers));
  const last = Math.max(plan.caseloadUpper, ...bars.map(({ caseload }) => caseload));
  return (
    <div className="plan-sides">
      <Side title={left ?? t("plans.today")} picture={today} plan={plan} most={most} last={last} />
      <Side
        title={t("plans.planned")}
        aside={plan.moves === null ? undefined : t("plans.movesCount", { count: plan.moves })}
        picture={planned}
        plan={plan}
        most={most}
        last={last}
      />
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly aside?: string | undefined;
  readonly picture: PictureFragment;
  readonly plan: Props["plan"];
  readonly most: number;
  readonly last: number;
}

function Side({ title, aside, picture, plan, most, last }: SideProps) {
  const { t } = useTranslation();
  const figures = [
    [t("plans.total"), kilometres(picture.totalDistanceM), false],
    [t("plans.longest"), kilometres(picture.longestDistanceM), false],
    [t("plans.without"), picture.withoutOfficer, picture.withoutOfficer > 0],
    [t("plans.under"), picture.under, picture.under > 0],
    [t("plans.over"), picture.over, picture.over > 0],
  ] as const;
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        {aside && <span className="muted">{aside}</span>}
      </div>
      <dl className="plan-figures">
        {figures.map(([label, value, isBad]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={isBad ? "number is-bad" : "number"}>{value}</dd>
          </div>
        ))}
      </dl>
      <Spread
        bars={picture.spread}
        lower={plan.caseloadLower}
        upper={plan.caseloadUpper}
        most={most}
        last={last}
        label={t("plans.spreadOf", { title })}
      />
    </section>
  );
}
