import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { formatInstant, today } from "../../platform/dates";
import { toast } from "../../platform/toast";
import { keepAndSend } from "../outbox/compose";
import type { Item } from "../outbox/queue";
import { Chips } from "./chips";
import type { Firm } from "./firm";
import { useChoices } from "./kinds";
import { toInput } from "./moment";
import { OneOf } from "./one-of";
import { PhotosField } from "./photos-field";
import { PositionLine, usePosition } from "./position";
import { firstReport, inputOf, type Plan, type Report } from "./report";
import { useTaken } from "./taken";
import "./form.css";

interface Props {
  readonly enterpriseId: string;
  readonly name: string;
  readonly firm: Firm | undefined;
  readonly userId: string;
  readonly item: Item | undefined;
  readonly plan: Plan | undefined;
}

export function LogForm({ enterpriseId, name, firm, userId, item, plan }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const choices = useChoices();
  const [report, setReport] = useState(() => firstReport(item, plan));
  const [photos, setPhotos] = useTaken(userId, item);
  const known = item?.content.kind === "visit" ? item.content.input.place : undefined;
  const where = usePosition(known);
  const [saving, setSaving] = useState(false);
  const set = (change: Partial<Report>) => setReport((before) => ({ ...before, ...change }));
  const contacts = firm?.contacts.nodes.map((one) => `${one.name} ${one.post}`.trim()) ?? [];

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    const place = where.position.state === "found" ? where.position.place : undefined;
    const input = inputOf(enterpriseId, report, place);
    const content = { kind: "visit", input } as const;
    try {
      await keepAndSend({ userId, firmName: name, content, pictures: photos, edits: item });
    } catch {
      // No room on the device, or the screen locked meanwhile: the form keeps what was written.
      setSaving(false);
      toast("bad", t("visits.notKept"));
      return;
    }
    navigate(item ? "/outbox" : `/enterprises/${enterpriseId}`, { replace: true });
  };

  return (
    <form className="visit-form" onSubmit={save}>
      {report.planId && (
        <div className="form-plan">
          {plan
            ? t("visits.fulfils", { when: formatInstant(plan.happensAt) })
            : t("visits.planned")}
          <Button type="text" onClick={() => set({ planId: "" })}>
            {t("visits.noPlan")}
          </Button>
        </div>
      )}
      <div className="card form-part">
        <OneOf
          label={t("visits.kind")}
          value={report.kind}
          options={choices.kinds}
          onChange={(kind) => set({ kind })}
        />
        <Chips
          label={t("visits.people")}
          options={contacts}
          chosen={report.people}
          onChange={(people) => set({ people })}
          other={t("visits.otherPerson")}
        />
        <Chips
          label={t("visits.topics")}
          options={choices.topics}
          chosen={report.topics}
          onChange={(topics) => set({ topics })}
          other={t("visits.otherTopic")}
        />
      </div>
      <div className="card form-part">
        <label className="field">
          <span className="field-name">{t("visits.findings")}</span>
          <Input.TextArea
            autoSize={{ minRows: 3 }}
            size="large"
            placeholder={t("visits.findingsHint")}
            value={report.findings}
            onChange={(event) => set({ findings: event.target.value })}
          />
        </label>
        <PhotosField photos={photos} onChange={setPhotos} />
        <PositionLine {...where} />
      </div>
      <div className="card form-part">
        <label className="field">
          <span className="field-name">{t("visits.when")}</span>
          <input
            className="native"
            type="datetime-local"
            required
            max={toInput(Date.now() + 60_000)}
            value={report.happensAt}
            onChange={(event) => set({ happensAt: event.target.value })}
          />
        </label>
        <label className="field">
          <span className="field-name">{t("visits.followUp")}</span>
          <Input
            size="large"
            value={report.followUp}
            onChange={(event) => set({ followUp: event.target.value })}
          />
        </label>
        {report.followUp && (
          <label className="field">
            <span className="field-name">{t("visits.followUpOn")}</span>
            <input
              className="native"
              type="date"
              min={today()}
              value={report.followUpOn}
              onChange={(event) => set({ followUpOn: event.target.value })}
            />
          </label>
        )}
      </div>
      <div className="form-save">
        <Button type="primary" size="large" htmlType="submit" loading={saving}>
          {t(item ? "visits.saveAgain" : "visits.save")}
        </Button>
      </div>
    </form>
  );
}
