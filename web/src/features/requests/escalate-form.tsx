import { Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import {
  EscalateRequestDocument,
  EscalationDaysDocument,
  EscalationTemplatesDocument,
  GuidingLineDocument,
  type GuidingLineQuery,
  ProposedKiosksDocument,
} from "../../gql/requests";
import type { NoteVisibility } from "../../gql/schema";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { PaperPicker, usePapers } from "../../platform/papers";
import { useSeen } from "../../platform/seen";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import { LineEditor, type LineStep, stepsOf } from "./line-editor";
import type { StepProps } from "./step-forms";
import { VisibilityChoice } from "./visibility";

/** Asks those above for a decision: along the guiding line, by a template, or as one chooses. */
export function EscalateForm({ request, reload, close }: StepProps) {
  const { t } = useTranslation();
  const [clientId] = useState(() => crypto.randomUUID());
  const [subject, setSubject] = useState("");
  const [note, setNote] = useState("");
  const [template, setTemplate] = useState("");
  const [kioskId, setKiosk] = useState("");
  const [line, setLine] = useState<readonly LineStep[]>([]);
  const [visibility, setVisibility] = useState<NoteVisibility>("INTERNAL");
  const papers = usePapers();
  const [version, again] = useSeen(request.version, reload);
  const save = useSave(EscalateRequestDocument, again);
  const guiding = useGuidingLine(request.agency?.id);
  const [{ data: settings }] = useQuery({ query: EscalationDaysDocument });
  const [{ data: offered }] = useQuery({
    query: EscalationTemplatesDocument,
    variables: { retired: false },
  });
  const [{ data: proposed }] = useQuery({
    query: ProposedKiosksDocument,
    variables: { filter: { request: request.id, state: "PROPOSED" } },
    // One may just have been proposed on the page that this form leads to.
    requestPolicy: "cache-and-network",
  });
  const templates = offered?.escalationTemplates.nodes ?? [];
  const kiosks = proposed?.kiosks.nodes ?? [];

  // The usual way up is laid out at once; a template lies over it.
  useEffect(() => setLine(guiding), [guiding]);
  const follow = (id: string) => {
    setTemplate(id);
    const chosen = templates.find((one) => one.id === id);
    setLine(
      chosen
        ? chosen.steps.map(({ agency, days }) => ({
            agencyId: agency.id,
            name: agency.name,
            days: String(days),
          }))
        : guiding,
    );
  };
  const submit = async () => {
    const input = {
      requestId: request.id,
      version,
      clientId,
      subject: subject.trim(),
      note: note.trim(),
      steps: stepsOf(line),
      kioskId: kioskId || null,
      visibility,
      attachmentIds: papers.ids,
    };
    if (await save.save({ input })) {
      toast("good", t("requests.steps.ESCALATE.done"));
      close();
    }
  };
  return (
    <FormPanel
      title={t("requests.steps.ESCALATE.name")}
      about={t("requests.steps.ESCALATE.about")}
      yes={t("requests.steps.ESCALATE.name")}
      busy={save.busy}
      ready={subject.trim() !== "" && note.trim() !== "" && line.length > 0 && !papers.busy}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("requests.escalateSubject")} name="subject">
        {(wiring) => (
          <Input
            {...wiring}
            maxLength={100}
            value={subject}
            onChange={(event) => setSubject(event.target.value)}
          />
        )}
      </Field>
      <Field label={t("requests.steps.ESCALATE.text")} name="note">
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {templates.length > 0 && (
        <Field label={t("requests.template")}>
          {({ id }) => (
            <select
              id={id}
              className="pick"
              value={template}
              onChange={(event) => follow(event.target.value)}
            >
              <option value="">{t("requests.guidingLine")}</option>
              {templates.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <LineEditor
        line={line}
        onChange={setLine}
        defaultDays={settings?.programmeSettings.escalationDays}
      />
      {kiosks.length > 0 ? (
        <Field label={t("requests.kiosk")} name="kioskId">
          {(wiring) => (
            <select
              {...wiring}
              className="pick"
              value={kioskId}
              onChange={(event) => setKiosk(event.target.value)}
            >
              <option value="">{t("requests.noKiosk")}</option>
              {kiosks.map(({ id, name, station }) => (
                <option key={id} value={id}>
                  {name} · {station?.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : (
        <p className="muted">
          {t("requests.kioskHint")}{" "}
          <Link to={`/kiosks/new?request=${request.id}`}>{t("requests.proposeKiosk")}</Link>
        </p>
      )}
      <VisibilityChoice value={visibility} onChange={setVisibility} />
      <PaperPicker papers={papers} />
    </FormPanel>
  );
}

const nobody: readonly LineStep[] = [];

/** Who guides the handling agency, and who guides those; its parent where nobody does. */
function useGuidingLine(agencyId: string | undefined) {
  const [{ data }] = useQuery({
    query: GuidingLineDocument,
    variables: { id: agencyId ?? "" },
    pause: !agencyId,
  });
  const [line, setLine] = useState(nobody);
  useEffect(() => setLine(lineOf(data?.agency)), [data]);
  return line;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

function lineOf(agency: GuidingLineQuery["agency"] | undefined): readonly LineStep[] {
  if (!agency) return nobody;
  const { guiding, parent } = agency;
  const above: readonly (Named | null | undefined)[] = guiding
    ? [guiding, guiding.guiding, guiding.guiding?.guiding]
    : [parent];
  return above.flatMap((one) => (one ? [{ agencyId: one.id, name: one.name, days: "" }] : []));
}
