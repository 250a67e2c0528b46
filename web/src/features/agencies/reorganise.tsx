// Agencies end 撤并: their officers and what is under way go to the one that survives.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMutation } from "urql";
import { ReorganiseAgenciesDocument } from "../../gql/agencies";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { today } from "../../platform/dates";
import { FormField } from "../../platform/fields";
import { Page } from "../../platform/page";
import { Mark } from "../../platform/state-tag";
import { toast } from "../../platform/toast";
import { AgencyFinder, useAgencyName } from "./agency-finder";

const touched = { additionalTypenames: ["Agency", "Officer"] };

export default function ReorganiseAgencies() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const nameOf = useAgencyName();
  const [from, setFrom] = useState<readonly string[]>([]);
  const [into, setInto] = useState("");
  const [on, setOn] = useState(today());
  const [{ fetching }, reorganise] = useMutation(ReorganiseAgenciesDocument);
  const submit = async () => {
    const names = from.map(nameOf).join("、");
    const yes = await confirm({
      title: t("agencies.reorganiseAsk"),
      body: t("agencies.reorganiseWhat", { from: names, into: nameOf(into) }),
      yes: t("agencies.reorganise"),
      danger: true,
    });
    if (!yes) return;
    const { error } = await reorganise({ input: { from, into, on } }, touched);
    if (error) return complain(error);
    toast("good", t("app.saved"));
    navigate(`/agencies/${into}`);
  };
  return (
    <Page
      title={t("agencies.reorganise")}
      crumbs={[{ to: "/agencies", title: t("agencies.title") }]}
    >
      <p className="muted">{t("agencies.reorganiseHint")}</p>
      <div className="card">
        <div className="form">
          <FormField
            field={{
              name: "from",
              label: t("agencies.reorganiseFrom"),
              input: ({ id }) => (
                <AgencyFinder
                  id={id}
                  label={t("agencies.reorganiseAdd")}
                  value=""
                  onChange={(added) =>
                    added && !from.includes(added) && added !== into && setFrom([...from, added])
                  }
                />
              ),
            }}
            value=""
            onChange={() => {}}
          />
          <FormField
            field={{
              name: "into",
              label: t("agencies.reorganiseInto"),
              input: ({ id, value, change }) => (
                <AgencyFinder
                  id={id}
                  label={t("agencies.reorganiseInto")}
                  value={value}
                  onChange={change}
                />
              ),
            }}
            value={into}
            onChange={(next) => !from.includes(next) && setInto(next)}
          />
          <ul className="row field-wide">
            {from.map((id) => (
              <li key={id} className="row">
                <Mark tone="warn">{nameOf(id)}</Mark>
                <Button size="small" onClick={() => setFrom(from.filter((one) => one !== id))}>
                  {t("agencies.reorganiseDrop")}
                </Button>
              </li>
            ))}
          </ul>
          <FormField
            field={{ name: "on", label: t("agencies.endedOn"), kind: "date" }}
            value={on}
            onChange={setOn}
          />
          <div className="form-foot">
            <Button
              type="primary"
              danger
              loading={fetching}
              disabled={from.length === 0 || !into || !on}
              onClick={submit}
            >
              {t("agencies.reorganise")}
            </Button>
          </div>
        </div>
      </div>
    </Page>
  );
}
