import { Button } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { VisitKind } from "../../gql/schema";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { toast } from "../../platform/toast";
import { keepAndSend } from "../outbox/compose";
import type { Item } from "../outbox/queue";
import { Chips } from "./chips";
import { useFirm } from "./firm";
import { useChoices } from "./kinds";
import { toInput, toInstant } from "./moment";
import { OneOf } from "./one-of";
import "./form.css";

const day = 24 * 3_600_000;

/** Says when a firm is to be visited, and what for. */
export default function PlanVisit() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { firm, userId, item, state } = useFirm();
  const name = firm?.name ?? item?.firmName ?? "";
  return (
    <Page title={t("visits.plan")} crumbs={[{ to: `/enterprises/${id}`, title: name }]}>
      <AsyncState {...state} empty={t("visits.noFirm")}>
        <PlanForm key={item?.id} enterpriseId={id} name={name} userId={userId} item={item} />
      </AsyncState>
    </Page>
  );
}

interface Props {
  readonly enterpriseId: string;
  readonly name: string;
  readonly userId: string;
  readonly item: Item | undefined;
}

function PlanForm({ enterpriseId, name, userId, item }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choices = useChoices();
  const before = item?.content.kind === "plan" ? item.content.input : undefined;
  const [kind, setKind] = useState<VisitKind>(before?.kind ?? "VISIT");
  const [topics, setTopics] = useState<readonly string[]>(before?.topics ?? []);
  const [when, setWhen] = useState(() => toInput(before?.happensAt ?? tomorrowMorning()));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const input = { enterpriseId, kind, topics, happensAt: toInstant(when) };
    try {
      await keepAndSend({ userId, firmName: name, content: { kind: "plan", input }, edits: item });
    } catch {
      toast("bad", t("visits.notKept"));
      return;
    }
    navigate(item ? "/outbox" : `/enterprises/${enterpriseId}`, { replace: true });
  };
  return (
    <form className="visit-form" onSubmit={save}>
      <div className="card form-part">
        <OneOf label={t("visits.kind")} value={kind} options={choices.kinds} onChange={setKind} />
        <label className="field">
          <span className="field-name">{t("visits.plannedFor")}</span>
          <input
            className="native"
            type="datetime-local"
            required
            min={toInput(Date.now())}
            value={when}
            onChange={(event) => setWhen(event.target.value)}
          />
        </label>
        <Chips
          label={t("visits.plannedTopics")}
          options={choices.topics}
          chosen={topics}
          onChange={setTopics}
          other={t("visits.otherTopic")}
        />
      </div>
      <div className="form-save">
        <Button type="primary" size="large" htmlType="submit">
          {t("visits.savePlan")}
        </Button>
      </div>
    </form>
  );
}

function tomorrowMorning() {
  return toInstant(`${toInput(Date.now() + day).slice(0, 10)}T09:00`);
}
