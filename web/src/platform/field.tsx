// What stands around an input, in every form: its label above, and below it a hint or what is wrong.
import { createContext, type ReactNode, useContext, useId } from "react";
import { useTranslation } from "react-i18next";
import "./form.css";
import "./inputs.css";

/** The field that the server refused, where the form says why at its foot. */
export const Refused = createContext<string | undefined>(undefined);

export interface Wiring {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

interface Props {
  readonly label: string;
  /** The name in the API's input, by which a refusal finds the field. */
  readonly name?: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly optional?: boolean;
  readonly isRequired?: boolean | undefined;
  /** Over the whole width of the form. */
  readonly isWide?: boolean | undefined;
  readonly children: (wiring: Wiring) => ReactNode;
}

export function Field(props: Props) {
  const { label, name, hint, wrong, optional = false, isRequired = false, isWide = false } = props;
  const { t } = useTranslation();
  const refused = useContext(Refused);
  const id = useId();
  const isRefused = name !== undefined && refused?.split(".").includes(name) === true;
  const note = wrong ?? hint;
  return (
    <div
      className={["field", isWide && "field-wide", isRefused && "is-refused"]
        .filter(Boolean)
        .join(" ")}
    >
      <label htmlFor={id}>
        {label}
        {isRequired && (
          <span aria-hidden className="field-required">
            *
          </span>
        )}
        {optional && <span className="muted">{t("app.optional")}</span>}
      </label>
      {props.children({
        id,
        "aria-describedby": note ? `${id}-note` : undefined,
        "aria-invalid": isRefused || wrong !== undefined,
      })}
      {note && (
        <p id={`${id}-note`} className={wrong ? "field-wrong" : "field-hint"}>
          {note}
        </p>
      )}
    </div>
  );
}
