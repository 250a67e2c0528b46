import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EnterpriseQuery } from "../../gql/enterprises";
import { formatDay } from "../../platform/dates";
import { useRights } from "../../platform/rights";
import type { LiaisonStep } from "../assignments/liaison-dialog";

// Only who assigns needs the forms.
const LiaisonDialog = lazy(() => import("../assignments/liaison-dialog"));

const starting: readonly LiaisonStep[] = ["assign", "rule"];
const changing: readonly LiaisonStep[] = ["handOver", "swap", "end", "rule"];

type Assignments = NonNullable<EnterpriseQuery["enterprise"]>["assignments"]["nodes"];

interface Props {
  readonly firm: { readonly id: string; readonly name: string };
  readonly assignments: Assignments;
}

/** Who looks after the firm now, and who did before. */
export function Liaison({ firm, assignments }: Props) {
  const { t } = useTranslation();
  const { assigns } = useRights();
  const [step, setStep] = useState<LiaisonStep>();
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
      {assigns && (
        <div className="row firm-steps no-print">
          {(now ? changing : starting).map((one) => (
            <Button key={one} size="small" onClick={() => setStep(one)}>
              {t(`assignments.steps.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {step && (
        <Suspense>
          <LiaisonDialog
            step={step}
            firm={firm}
            link={now}
            officerId={now?.officer?.id}
            onClose={() => setStep(undefined)}
          />
        </Suspense>
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
