import { useTranslation } from "react-i18next";
import { useClient, useMutation, useQuery } from "urql";
import {
  ProgrammeSettingsDocument,
  type SettingsFragment,
  UpdateProgrammeSettingsDocument,
} from "../../gql/settings";
import { AsyncState } from "../../platform/async-state";
import type { FieldShape } from "../../platform/fields";
import { Page } from "../../platform/page";
import { asNumber, type Filled, RecordForm, type Start } from "../../platform/record-form";
import { useRights } from "../../platform/rights";
import { toast } from "../../platform/toast";
import { Calendar } from "./calendar";
import { spansOf, spansText } from "./spans";

const names = [
  "caseloadLower",
  "caseloadUpper",
  "demandReminderMonths",
  "dueSoonHours",
  "escalationDays",
  "officeHours",
] as const;
type Name = (typeof names)[number];

const startOf = (settings: SettingsFragment): Start<Name> => ({
  version: settings.version,
  values: {
    caseloadLower: String(settings.caseloadLower),
    caseloadUpper: String(settings.caseloadUpper),
    demandReminderMonths: String(settings.demandReminderMonths),
    dueSoonHours: String(settings.dueSoonHours),
    escalationDays: String(settings.escalationDays),
    officeHours: spansText(settings.officeHours),
  },
});

export default function Settings() {
  const { t } = useTranslation();
  const client = useClient();
  const { keepsRegisters } = useRights();
  const [{ data, fetching, error }, read] = useQuery({ query: ProgrammeSettingsDocument });
  const [, update] = useMutation(UpdateProgrammeSettingsDocument);
  const settings = data?.programmeSettings;
  const fields: readonly FieldShape<Name>[] = names.map((name) => ({
    name,
    label: t(`settings.${name}`),
    hint: t(`settings.hints.${name}`),
    isRequired: true,
    ...(name === "officeHours" ? {} : { kind: "number" as const }),
  }));
  const save = async ({ version, changed }: Filled<Name>) => {
    const hours = changed("officeHours");
    const { error: failed } = await update({
      input: {
        version,
        caseloadLower: asNumber(changed("caseloadLower")),
        caseloadUpper: asNumber(changed("caseloadUpper")),
        demandReminderMonths: asNumber(changed("demandReminderMonths")),
        dueSoonHours: asNumber(changed("dueSoonHours")),
        escalationDays: asNumber(changed("escalationDays")),
        officeHours: hours === undefined ? undefined : spansOf(hours),
      },
    });
    if (!failed) toast("good", t("app.saved"));
    return failed;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await client.query(ProgrammeSettingsDocument, {}, options);
    return now.data && startOf(now.data.programmeSettings);
  };
  return (
    <Page title={t("settings.title")}>
      <AsyncState
        loading={fetching}
        error={error}
        has={settings !== undefined}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {settings && (
          <section className="card">
            <h2>{t("settings.programme")}</h2>
            {keepsRegisters ? (
              <RecordForm
                key={settings.version}
                fields={fields}
                start={startOf(settings)}
                save={save}
                reload={reload}
              />
            ) : (
              <dl className="facts">
                {fields.map(({ name, label }) => (
                  <div key={name} style={{ display: "contents" }}>
                    <dt>{label}</dt>
                    <dd>{startOf(settings).values[name]}</dd>
                  </div>
                ))}
              </dl>
            )}
          </section>
        )}
      </AsyncState>
      <Calendar mayImport={keepsRegisters} />
    </Page>
  );
}
