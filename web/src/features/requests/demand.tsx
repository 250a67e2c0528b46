import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDemandServedDocument } from "../../gql/requests";
import { dayOf, formatDay } from "../../platform/dates";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { useSeen } from "../../platform/seen";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import type { ServiceRequest } from "./rows";

type BatchDemand = NonNullable<ServiceRequest["demand"]>;

interface Props {
  readonly demand: BatchDemand;
  readonly requestId: string;
  readonly mayRecord: boolean;
  readonly reload: () => void;
}

/** How many it is for, and how many are served by now. */
export function Demand({ demand, requestId, mayRecord, reload }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { firms, people, months, firmsServed, roster } = demand;
  const reminder = demand.reminders.nodes[0];
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("requests.demand")}</h2>
        {mayRecord && !isOpen && (
          <Button onClick={() => setOpen(true)}>{t("requests.recordServed")}</Button>
        )}
      </div>
      <dl className="facts">
        <dt>{t("requests.scale")}</dt>
        <dd>{t("requests.firmsAndPeople", { firms, people })}</dd>
        <dt>{t("requests.recurs")}</dt>
        <dd>
          {months.length > 0
            ? t("requests.everyYear", { months: monthsIn(months, t("requests.monthJoint")) })
            : t("requests.once")}
        </dd>
        {reminder && (
          <>
            <dt>{t("requests.reminded")}</dt>
            <dd>{formatDay(dayOf(reminder.createdAt))}</dd>
          </>
        )}
        <dt>{t("requests.served")}</dt>
        <dd>
          {t("requests.servedOf", { served: firmsServed, firms })}
          <progress
            className="demand-bar"
            max={firms}
            value={firmsServed}
            aria-label={t("requests.served")}
          />
        </dd>
      </dl>
      {roster.nodes.length > 0 && !isOpen && (
        <details className="due-why">
          <summary>{t("requests.rosterOf", { count: roster.totalCount })}</summary>
          <ul>
            {roster.nodes.map(({ id, enterpriseName, servedAt }) => (
              <li key={id}>
                {enterpriseName}{" "}
                <span className="muted">
                  {servedAt ? formatDay(dayOf(servedAt)) : t("requests.notServed")}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {isOpen && (
        <ServedForm
          demand={demand}
          requestId={requestId}
          reload={reload}
          close={() => setOpen(false)}
        />
      )}
    </section>
  );
}

function monthsIn(months: readonly number[], joint: string) {
  return months.join(joint);
}

interface FormProps {
  readonly demand: BatchDemand;
  readonly requestId: string;
  readonly reload: () => void;
  readonly close: () => void;
}

/** By firms of the roster where there is one, else by their number. */
function ServedForm({ demand, requestId, reload, close }: FormProps) {
  const { t } = useTranslation();
  const hasRoster = demand.roster.totalCount > 0;
  const [count, setCount] = useState(String(demand.firmsServed));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [version, again] = useSeen(demand.version, reload);
  const save = useSave(RecordDemandServedDocument, again);
  const waiting = demand.roster.nodes.flatMap(({ servedAt, enterprise, enterpriseName }) =>
    servedAt === null && enterprise ? [{ id: enterprise.id, name: enterpriseName }] : [],
  );
  const submit = async () => {
    const served = hasRoster
      ? { servedEnterpriseIds: chosen }
      : { firmsServed: Number(count), servedEnterpriseIds: [] };
    if (await save.save({ input: { requestId, version, ...served } })) {
      toast("good", t("requests.servedSaved"));
      close();
    }
  };
  return (
    <FormPanel
      title={t("requests.recordServed")}
      yes={t("app.save")}
      busy={save.busy}
      ready={hasRoster ? chosen.length > 0 : count !== ""}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      {hasRoster ? (
        <ul className="check-list" aria-label={t("requests.roster")}>
          {waiting.length === 0 && <li className="muted">{t("requests.rosterOutOfReach")}</li>}
          {waiting.map(({ id, name }) => (
            <li key={id}>
              <label className="check-row">
                <input
                  type="checkbox"
                  checked={chosen.includes(id)}
                  onChange={(event) =>
                    setChosen(
                      event.target.checked
                        ? [...chosen, id]
                        : chosen.filter((other) => other !== id),
                    )
                  }
                />
                {name}
              </label>
            </li>
          ))}
        </ul>
      ) : (
        <Field label={t("requests.firmsServed")} name="firmsServed">
          {(wiring) => (
            <Input
              {...wiring}
              type="number"
              min={0}
              max={demand.firms}
              value={count}
              onChange={(event) => setCount(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormPanel>
  );
}
