// The agencies that decide in turn, from the first to the last, and how long each has.
import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useTranslation } from "react-i18next";
import { AgencyFinder } from "../agencies/agency-finder";

export interface LineStep {
  readonly agencyId: string;
  readonly name: string;
  /** As typed; the programme's setting when empty. */
  readonly days: string;
}

interface Props {
  readonly line: readonly LineStep[];
  readonly onChange: (line: readonly LineStep[]) => void;
  readonly defaultDays: number | undefined;
}

export function LineEditor({ line, onChange, defaultDays }: Props) {
  const { t } = useTranslation();
  const move = (from: number, to: number) => {
    const rest = line.filter((_, index) => index !== from);
    const moved = line[from];
    if (moved) onChange([...rest.slice(0, to), moved, ...rest.slice(to)]);
  };
  return (
    <fieldset className="field">
      <legend>{t("requests.line")}</legend>
      <span className="field-hint muted">{t("requests.lineHint")}</span>
      <ol>
        {line.map((step, index) => (
          <li key={step.agencyId} className="line-editor">
            <strong className="number">{index + 1}</strong>
            <span>{step.name}</span>
            <Button
              type="text"
              icon={<ArrowUpOutlined aria-hidden />}
              aria-label={t("requests.earlier", { name: step.name })}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            />
            <Button
              type="text"
              icon={<ArrowDownOutlined aria-hidden />}
              aria-label={t("requests.later", { name: step.name })}
              disabled={index === line.length - 1}
              onClick={() => move(index, index + 1)}
            />
            <label className="row">
              <Input
                className="line-days"
                type="number"
                min={1}
                max={250}
                value={step.days}
                placeholder={defaultDays === undefined ? "" : String(defaultDays)}
                aria-label={t("requests.daysOf", { name: step.name })}
                onChange={(event) =>
                  onChange(
                    line.map((one, at) =>
                      at === index ? { ...one, days: event.target.value } : one,
                    ),
                  )
                }
              />
              {t("requests.workingDays")}
            </label>
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("app.removeOf", { name: step.name })}
              onClick={() => onChange(line.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      <AgencyFinder
        value=""
        label={t("requests.addAgency")}
        onChange={(agencyId, name) => {
          if (agencyId && !line.some((step) => step.agencyId === agencyId)) {
            onChange([...line, { agencyId, name, days: "" }]);
          }
        }}
      />
    </fieldset>
  );
}

export function stepsOf(line: readonly LineStep[]) {
  return line.map(({ agencyId, days }) => ({ agencyId, days: days ? Number(days) : null }));
}
