import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormTaskForceDocument, UpdateTaskForceDocument } from "../../gql/requests";
import { dayOf } from "../../platform/dates";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { useSeen } from "../../platform/seen";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { AgencyFinder } from "../agencies/agency-finder";
import type { Force } from "./forces";
import { type Joining, MemberEditor, membersOf } from "./member-editor";
import type { StepProps } from "./step-forms";

const monthMs = 30 * 24 * 60 * 60_000;

interface Props extends StepProps {
  /** The one to change; a new one is formed when there is none. */
  readonly force: Force | undefined;
}

export function ForceForm({ request, force, reload, close }: Props) {
  const { t } = useTranslation();
  const [clientId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(force?.name ?? "");
  const [goal, setGoal] = useState(force?.goal ?? "");
  const [endsOn, setEndsOn] = useState(force?.endsOn ?? dayOf(Date.now() + monthMs));
  const [lead, setLead] = useState(force?.leadAgency.id ?? request.agency?.id ?? "");
  const [joining, setJoining] = useState<readonly Joining[]>([]);
  const [leaving, setLeaving] = useState<readonly string[]>([]);
  const [version, again] = useSeen(force?.version ?? request.version, reload);
  const form = useSave(FormTaskForceDocument, again);
  const change = useSave(UpdateTaskForceDocument, again);
  const step = force ? "CHANGE_TASK_FORCE" : "FORM_TASK_FORCE";
  const submit = async () => {
    const what = { version, name: name.trim(), goal: goal.trim(), endsOn, leadAgencyId: lead };
    const members = membersOf(joining);
    const saved = force
      ? await change.save({
          input: { id: force.id, ...what, addMembers: members, removeMemberIds: leaving },
        })
      : await form.save({ input: { requestId: request.id, clientId, ...what, members } });
    if (saved) {
      toast("good", t(`requests.steps.${step}.done`));
      close();
    }
  };
  return (
    <FormPanel
      title={t(`requests.steps.${step}.name`)}
      about={t(`requests.steps.${step}.about`)}
      yes={t(`requests.steps.${step}.name`)}
      busy={form.busy || change.busy}
      ready={name.trim() !== "" && goal.trim() !== "" && endsOn !== "" && lead !== ""}
      error={form.error ?? change.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("requests.forceName")} name="name">
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("requests.goal")} name="goal">
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={1000}
            value={goal}
            onChange={(event) => setGoal(event.target.value)}
          />
        )}
      </Field>
      <div className="form-pair">
        <Field label={t("requests.lead")} name="leadAgencyId">
          {({ id }) => (
            <AgencyFinder id={id} label={t("app.chooseAgency")} value={lead} onChange={setLead} />
          )}
        </Field>
        <Field label={t("requests.lastDay")} name="endsOn">
          {(wiring) => (
            <input
              {...wiring}
              className="pick"
              type="date"
              value={endsOn}
              onChange={(event) => setEndsOn(event.target.value)}
            />
          )}
        </Field>
      </div>
      <MemberEditor
        present={force?.members.nodes.filter(({ leftAt }) => leftAt === null) ?? []}
        leaving={leaving}
        onLeave={setLeaving}
        joining={joining}
        onJoin={setJoining}
      />
    </FormPanel>
  );
}
