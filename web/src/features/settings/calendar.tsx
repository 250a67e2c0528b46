import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { CalendarYearsDocument, ImportCalendarDocument } from "../../gql/settings";
import { AsyncState } from "../../platform/async-state";
import { formatWhen, today } from "../../platform/dates";
import { Dialog } from "../../platform/dialog";
import { refused } from "../../platform/problem";
import { type Filled, RecordForm } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import { daysOf, wrongDay } from "./spans";

type Name = "year" | "off" | "work" | "source";
const touched = { additionalTypenames: ["CalendarYear"] };

/** The years whose holidays and make-up days are known; deadlines count by them. */
export function Calendar({ mayImport }: { readonly mayImport: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [{ data, fetching, error }, read] = useQuery({ query: CalendarYearsDocument });
  const years = data?.calendarYears ?? [];
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("settings.calendar")}</h2>
        {mayImport && (
          <Button size="small" onClick={() => setOpen(true)}>
            {t("settings.importYear")}
          </Button>
        )}
      </div>
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={years.length === 0}
        retry={() => read({ requestPolicy: "network-only" })}
        rows={3}
      >
        <ul className="lines">
          {years.map(({ id, year, source, importedAt }) => (
            <li key={id}>
              <strong className="number">{t("settings.year", { year })}</strong>
              <span className="muted">
                {[source, importedAt && formatWhen(importedAt)].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      </AsyncState>
      {open && <YearDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

function YearDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [, importCalendar] = useMutation(ImportCalendarDocument);
  const save = async ({ values }: Filled<Name>) => {
    const year = Number(values.year);
    const days = { year, off: daysOf(values.off, year), work: daysOf(values.work, year) };
    for (const field of ["off", "work"] as const) {
      const day = wrongDay(days[field]);
      if (day) return refused(field, t("settings.noSuchDay", { day }));
    }
    const { error } = await importCalendar(
      { input: { years: [days], source: values.source || null } },
      touched,
    );
    if (error) return error;
    toast("good", t("app.saved"));
    onClose();
    return undefined;
  };
  return (
    <Dialog title={t("settings.importYear")} onClose={onClose}>
      <RecordForm<Name>
        isNarrow
        fields={[
          { name: "year", label: t("settings.whichYear"), kind: "number", isRequired: true },
          {
            name: "off",
            label: t("settings.off"),
            kind: "area",
            isRequired: true,
            hint: t("settings.daysHint"),
          },
          {
            name: "work",
            label: t("settings.work"),
            kind: "area",
            hint: t("settings.workHint"),
          },
          { name: "source", label: t("settings.source"), hint: t("settings.sourceHint") },
        ]}
        start={{
          version: 0,
          values: { year: String(Number(today().slice(0, 4)) + 1), off: "", work: "", source: "" },
        }}
        save={save}
        onCancel={onClose}
      />
    </Dialog>
  );
}
