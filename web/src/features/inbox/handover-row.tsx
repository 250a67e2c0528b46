import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AddHandoverNoteDocument, type InboxHandoverFragment } from "../../gql/inbox";
import { formatDay } from "../../platform/dates";
import { Field } from "../../platform/field";
import { FormPanel } from "../../platform/form-panel";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";

interface Props {
  readonly assignment: InboxHandoverFragment;
  readonly reload: () => void;
}

/** A firm that a plan gave to somebody else: what the next officer must know is written here. */
export function HandoverRow({ assignment, reload }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { enterpriseName, startedOn, endedOn } = assignment;
  return (
    <li>
      <div className="inbox-row inbox-still">
        <span className="inbox-row-title">{enterpriseName}</span>
        <span className="inbox-row-line muted">
          {t("inbox.handoverSpan", {
            from: formatDay(startedOn),
            to: endedOn ? formatDay(endedOn) : "",
          })}
        </span>
        <span className="inbox-row-marks">
          {!isOpen && (
            <Button
              aria-label={t("inbox.writeOf", { name: enterpriseName })}
              onClick={() => setOpen(true)}
            >
              {t("inbox.write")}
            </Button>
          )}
        </span>
      </div>
      {isOpen && <NoteForm assignment={assignment} reload={reload} close={() => setOpen(false)} />}
    </li>
  );
}

function NoteForm({ assignment, reload, close }: Props & { readonly close: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const save = useSave(AddHandoverNoteDocument, reload);
  const submit = async () => {
    const { id, version } = assignment;
    if (await save.save({ input: { id, version, note: note.trim() } })) {
      toast("good", t("inbox.handoverSaved"));
      close();
      reload();
    }
  };
  return (
    <FormPanel
      title={t("inbox.handoverNote")}
      about={t("inbox.handoverAbout")}
      yes={t("app.save")}
      busy={save.busy}
      ready={note.trim() !== ""}
      error={save.error}
      submit={submit}
      cancel={close}
    >
      <Field label={t("inbox.handoverText")} name="note">
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </FormPanel>
  );
}
