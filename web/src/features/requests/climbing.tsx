import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { RequestClimbingDocument, type RequestClimbingQuery } from "../../gql/requests";
import { AsyncState } from "../../platform/async-state";
import { dayOf, formatDay } from "../../platform/dates";
import { Mark, StateTag } from "../../platform/state-tag";
import { DecideForm, ResubmitForm } from "./decide-form";
import { useLiveQuery } from "./live";
import type { SideProps } from "./requester-side";

export type Climb = NonNullable<
  RequestClimbingQuery["serviceRequest"]
>["escalations"]["nodes"][number];

/** The chains up: who decided what, who has it now, who comes after. */
export function Climbing({ request, turn, reload }: SideProps) {
  const { t } = useTranslation();
  const [{ data, fetching, error }, read] = useLiveQuery(
    { query: RequestClimbingDocument, variables: { id: request.id } },
    turn,
  );
  const steps = data?.serviceRequest?.escalations.nodes ?? [];
  const chains = [...new Set(steps.map(({ chainId }) => chainId))];
  if (data && steps.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("requests.climbing")}</h2>
      <AsyncState loading={fetching} error={error} has={data !== undefined} retry={read} rows={2}>
        {chains.map((chain) => (
          <Chain
            key={chain}
            steps={steps.filter(({ chainId }) => chainId === chain)}
            reload={reload}
          />
        ))}
      </AsyncState>
    </section>
  );
}

interface ChainProps {
  readonly steps: readonly Climb[];
  readonly reload: () => void;
}

function Chain({ steps, reload }: ChainProps) {
  const { t } = useTranslation();
  const last = steps.at(-1);
  const kiosk = steps.find((step) => step.kiosk)?.kiosk;
  return (
    <div className="chain">
      <p className="chain-subject">{last?.subject}</p>
      <ol>
        {steps.map((step) => (
          <Step key={step.id} step={step} reload={reload} />
        ))}
        {last?.upcoming.map(({ agency, days }) => (
          <li key={agency.id} className="chain-step muted">
            <span>{agency.name}</span>
            <Mark tone="plain">{t("requests.upcoming")}</Mark>
            <span>{t("requests.daysEach", { days })}</span>
          </li>
        ))}
      </ol>
      {kiosk && (
        <p className="row">
          <Link to={`/kiosks/${kiosk.id}`}>{kiosk.name}</Link>
          <StateTag of="KioskState" value={kiosk.state} />
        </p>
      )}
    </div>
  );
}

function Step({ step, reload }: { readonly step: Climb; readonly reload: () => void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const action = step.mayDecide ? "decide" : step.mayResubmit ? "resubmit" : undefined;
  return (
    <li>
      <div className="chain-step">
        <span>{step.agency.name}</span>
        <StateTag of="EscalationState" value={step.state} />
        {step.attempt > 1 && (
          <Mark tone="plain">{t("requests.attempt", { attempt: step.attempt })}</Mark>
        )}
        {step.isOverdue && <Mark tone="bad">{t("requests.overdue")}</Mark>}
        <span className="muted">
          {step.decidedAt
            ? t("requests.decidedOn", { day: formatDay(dayOf(step.decidedAt)) })
            : step.dueAt && t("requests.decideBy", { day: formatDay(dayOf(step.dueAt)) })}
        </span>
        {action && !isOpen && (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t(action === "decide" ? "requests.decide" : "requests.resubmit")}
          </Button>
        )}
      </div>
      {isOpen && action === "decide" && <DecideForm step={step} reload={reload} close={close} />}
      {isOpen && action === "resubmit" && (
        <ResubmitForm step={step} reload={reload} close={close} />
      )}
    </li>
  );
}
