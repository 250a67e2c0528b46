import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import {
  EscalationDaysDocument,
  EscalationTemplatesDocument,
  type EscalationTemplatesQuery,
  SaveEscalationTemplateDocument,
} from "../../gql/requests";
import { AsyncState } from "../../platform/async-state";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { useSeen } from "../../platform/seen";
import { Mark } from "../../platform/state-tag";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { LineEditor, type LineStep, stepsOf } from "./line-editor";

type Template = EscalationTemplatesQuery["escalationTemplates"]["nodes"][number];

/** The ways up that are offered to who escalates. */
export function Templates() {
  const { t } = useTranslation();
  const [edited, edit] = useState<Template | "new">();
  const [{ data, fetching, error }, read] = useQuery({
    query: EscalationTemplatesDocument,
    variables: { retired: true },
  });
  const reload = () => read({ requestPolicy: "network-only" });
  const templates = data?.escalationTemplates.nodes ?? [];
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("requests.templates")}</h2>
        {!edited && <Button onClick={() => edit("new")}>{t("requests.newTemplate")}</Button>}
      </div>
      {edited && (
        <TemplateForm
          template={edited === "new" ? undefined : edited}
          reload={reload}
          close={() => edit(undefined)}
        />
      )}
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={templates.length === 0}
        empty={t("requests.noTemplates")}
        retry={reload}
        rows={2}
      >
        <ul>
          {templates.map((template) => (
            <li key={template.id} className="line-editor">
              <strong>{template.name}</strong>
              {template.retiredAt && <Mark tone="plain">{t("requests.templateRetired")}</Mark>}
              <span className="muted">
                {template.steps
                  .map(
                    ({ agency, days }) => `${agency.name}（${t("requests.daysEach", { days })}）`,
                  )
                  .join(" → ")}
              </span>
              <Button
                aria-label={t("requests.editOf", { name: template.name })}
                onClick={() => edit(template)}
              >
                {t("requests.edit")}
              </Button>
            </li>
          ))}
        </ul>
      </AsyncState>
    </section>
  );
}

interface FormProps {
  readonly template: Template | undefined;
  readonly reload: () => void;
  readonly close: () => void;
}

function TemplateForm({ template, reload, close }: FormProps) {
  const { t } = useTranslation();
  const [clientId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(template?.name ?? "");
  const [isRetired, setRetired] = useState((template?.retiredAt ?? null) !== null);
  const [line, setLine] = useState<readonly LineStep[]>(
    template?.steps.map(({ agency, days }) => ({
      agencyId: agency.id,
      name: agency.name,
      days: String(days),
    })) ?? [],
  );
  const [{ data }] = useQuery({ query: EscalationDaysDocument });
  const [version, again] = useSeen(template?.version ?? 0, reload);
  const save = useSave(SaveEscalationTemplateDocument, again);
  const submit = async () => {
    const what = { name: name.trim(), steps: stepsOf(line), isRetired };
    const input = template ? { id: template.id, version, ...what } : { clientId, ...what };
    if (await save.save({ input })) {
      toast("good", t("requests.templateSaved"));
      reload();
      close();
    }
  };
  return (
    <FormPanel
      title={t(template ? "requests.editTemplate" : "requests.newTemplate")}
      yes={t("app.save")}
      busy={save.busy}
      ready={name.trim() !== "" && line.length > 0}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("requests.templateName")} name="name">
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={50}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <LineEditor
        line={line}
        onChange={setLine}
        defaultDays={data?.programmeSettings.escalationDays}
      />
      {template && (
        <label className="check-row">
          <input
            type="checkbox"
            checked={isRetired}
            onChange={(event) => setRetired(event.target.checked)}
          />
          {t("requests.retireTemplate")}
        </label>
      )}
    </FormPanel>
  );
}
