import { useTranslation } from "react-i18next";
import { adhoc, areas, toggled, verbs } from "./scopes";
import "./scope-table.css";

interface Props {
  readonly id: string;
  /** The scopes, with commas between. */
  readonly value: string;
  readonly change: (value: string) => void;
}

/** What a key opens: a row for each area, a box for reading and one for writing. */
export function ScopeTable({ id, value, change }: Props) {
  const { t } = useTranslation();
  const scopes = value.split(",").filter(Boolean);
  const box = (scope: string, label: string) => (
    <label className="scope-box">
      <input
        type="checkbox"
        checked={scopes.includes(scope)}
        aria-label={label}
        onChange={() => change(toggled(scopes, scope).join())}
      />
    </label>
  );
  return (
    <table id={id} className="scope-table">
      <thead>
        <tr>
          <th scope="col">{t("integrations.area")}</th>
          {verbs.map((verb) => (
            <th key={verb} scope="col">
              {t(`integrations.verbs.${verb}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {areas.map((area) => {
          const name = t(`integrations.areas.${area}.name`);
          return (
            <tr key={area}>
              <th scope="row">
                {name}
                <span className="muted">{t(`integrations.areas.${area}.about`)}</span>
              </th>
              {verbs.map((verb) => (
                <td key={verb}>
                  {box(`${area}:${verb}`, `${name} ${t(`integrations.verbs.${verb}`)}`)}
                </td>
              ))}
            </tr>
          );
        })}
        <tr>
          <th scope="row">
            {t("integrations.adhoc")}
            <span className="muted">{t("integrations.adhocAbout")}</span>
          </th>
          <td colSpan={2}>{box(adhoc, t("integrations.adhoc"))}</td>
        </tr>
      </tbody>
    </table>
  );
}
