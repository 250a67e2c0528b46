import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import {
  DeadlineTargetsDocument,
  type DeadlineTargetsQuery,
  SaveDeadlineTargetDocument,
} from "../../gql/requests";
import { AsyncState } from "../../platform/async-state";
import { adviceOf, wordsFor } from "../../platform/problem";
import { StateTag } from "../../platform/state-tag";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";

type Target = DeadlineTargetsQuery["deadlineTargets"][number];

export function Targets() {
  const { t } = useTranslation();
  const [{ data, fetching, error }, read] = useQuery({ query: DeadlineTargetsDocument });
  const reload = () => read({ requestPolicy: "network-only" });
  return (
    <section className="card">
      <h2>{t("requests.targets")}</h2>
      <p className="muted">{t("requests.targetsAbout")}</p>
      <AsyncState loading={fetching} error={error} has={data !== undefined} retry={reload}>
        <div className="table-wrap">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t("requests.category")}</th>
                <th scope="col">{t("requests.priority")}</th>
                <th scope="col">{t("requests.acceptHours")}</th>
                <th scope="col">{t("requests.resolveDays")}</th>
                <th scope="col">
                  <span className="unseen">{t("app.save")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data?.deadlineTargets.map((target) => (
                <Row key={`${target.id} ${target.version}`} target={target} reload={reload} />
              ))}
            </tbody>
          </table>
        </div>
      </AsyncState>
    </section>
  );
}

function Row({ target, reload }: { readonly target: Target; readonly reload: () => void }) {
  const { t } = useTranslation();
  const [hours, setHours] = useState(String(target.acceptHours));
  const [days, setDays] = useState(String(target.resolveDays));
  const save = useSave(SaveDeadlineTargetDocument, reload);
  const isChanged = hours !== String(target.acceptHours) || days !== String(target.resolveDays);
  const { category, priority, version } = target;
  const name = `${t(`app.enums.RequestCategory.${category}`)} ${t(`app.enums.RequestPriority.${priority}`)}`;
  const send = async () => {
    const times = { acceptHours: Number(hours), resolveDays: Number(days) };
    if (await save.save({ input: { category, priority, version, ...times } })) {
      toast("good", t("requests.targetSaved"));
    }
  };
  return (
    <tr>
      <td>{t(`app.enums.RequestCategory.${category}`)}</td>
      <td>
        <StateTag of="RequestPriority" value={priority} />
      </td>
      <td>
        <input
          className="pick number"
          type="number"
          min={1}
          max={2000}
          value={hours}
          aria-label={`${name} ${t("requests.acceptHours")}`}
          onChange={(event) => setHours(event.target.value)}
        />
      </td>
      <td>
        <input
          className="pick number"
          type="number"
          min={1}
          max={250}
          value={days}
          aria-label={`${name} ${t("requests.resolveDays")}`}
          onChange={(event) => setDays(event.target.value)}
        />
      </td>
      <td>
        {isChanged && (
          <Button type="primary" loading={save.busy} onClick={send}>
            {t("app.save")}
          </Button>
        )}
        {save.error && (
          <span role="alert" className="form-problem">
            {adviceOf(save.error) ?? t(wordsFor(save.error))}
          </span>
        )}
      </td>
    </tr>
  );
}
