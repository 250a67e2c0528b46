import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { StationCapacityDocument } from "../../gql/stations";
import { AsyncState } from "../../platform/async-state";
import { dayOf, today } from "../../platform/dates";
import { Field } from "../../platform/field";
import { Mark } from "../../platform/state-tag";

const monthMs = 30 * 24 * 60 * 60_000;

/** Whether the kiosks of a station suffice for so many people in so many days. */
export function Capacity({ stationId }: { readonly stationId: string }) {
  const { t } = useTranslation();
  const [people, setPeople] = useState("1000");
  const [from, setFrom] = useState(today());
  const [to, setTo] = useState(dayOf(Date.now() + monthMs));
  const [asked, ask] = useState<{ people: number; from: string; to: string }>();
  const [{ data, fetching, error }] = useQuery({
    query: StationCapacityDocument,
    variables: { stationId, ...(asked ?? { people: 1, from, to }) },
    pause: !asked,
  });
  const answer = data?.kioskCapacity;
  return (
    <section className="card">
      <h2>{t("stations.capacity")}</h2>
      <form
        className="capacity"
        onSubmit={(event) => {
          event.preventDefault();
          ask({ people: Number(people), from, to });
        }}
      >
        <Field label={t("stations.people")}>
          {({ id }) => (
            <Input
              id={id}
              type="number"
              min={1}
              value={people}
              onChange={(event) => setPeople(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("stations.from")}>
          {({ id }) => (
            <input
              id={id}
              className="pick"
              type="date"
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
        <Field label={t("stations.to")}>
          {({ id }) => (
            <input
              id={id}
              className="pick"
              type="date"
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
        <Button htmlType="submit" disabled={!(Number(people) > 0) || !from || !to}>
          {t("stations.check")}
        </Button>
      </form>
      {asked && (
        <AsyncState loading={fetching} error={error} has={answer !== undefined} rows={1}>
          {answer && (
            <p className="row" role="status">
              <Mark tone={answer.isEnough ? "good" : "bad"}>
                {t(answer.isEnough ? "stations.isEnough" : "stations.isNotEnough")}
              </Mark>
              <span>
                {t("stations.kioskDays", {
                  needed: answer.kioskDaysNeeded,
                  available: answer.kioskDaysAvailable,
                })}
              </span>
              {answer.kiosksMissing > 0 && (
                <strong>{t("stations.missing", { count: answer.kiosksMissing })}</strong>
              )}
            </p>
          )}
        </AsyncState>
      )}
    </section>
  );
}
