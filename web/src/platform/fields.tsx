// The inputs of a form: a label above, the input, and what is wrong with it below.
import { Input } from "antd";
import { type ReactNode, useId } from "react";
import "./form.css";
import "./inputs.css";

export interface FieldShape<K extends string> {
  readonly name: K;
  readonly label: string;
  readonly kind?: "text" | "area" | "number" | "date" | "password";
  /** Makes it one of a few. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** What stands for no choice; without it one of `options` is always chosen. */
  readonly none?: string;
  readonly isRequired?: boolean;
  readonly hint?: string;
  /** Over the whole width of the form. */
  readonly isWide?: boolean;
  /** Another input than the usual ones. */
  readonly input?: (props: {
    readonly id: string;
    readonly value: string;
    readonly change: (value: string) => void;
  }) => ReactNode;
  /** The value in words, where two versions are compared. */
  readonly show?: (value: string) => string;
}

interface Props<K extends string> {
  readonly field: FieldShape<K>;
  readonly value: string;
  readonly wrong?: string | undefined;
  readonly onChange: (value: string) => void;
}

export function FormField<K extends string>({ field, value, wrong, onChange }: Props<K>) {
  const id = useId();
  const note = wrong ?? field.hint;
  return (
    <div className={field.isWide ? "field field-wide" : "field"}>
      <label htmlFor={id}>
        {field.label}
        {field.isRequired && (
          <span aria-hidden className="field-required">
            *
          </span>
        )}
      </label>
      <FieldInput
        id={id}
        field={field}
        value={value}
        onChange={onChange}
        describedBy={note ? `${id}-note` : undefined}
        isWrong={wrong !== undefined}
      />
      {note && (
        <p id={`${id}-note`} className={wrong ? "field-wrong" : "field-hint"}>
          {note}
        </p>
      )}
    </div>
  );
}

interface InputProps<K extends string> {
  readonly id: string;
  readonly field: FieldShape<K>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}

function FieldInput<K extends string>(props: InputProps<K>) {
  const { id, field, value, onChange, describedBy, isWrong } = props;
  const shared = {
    id,
    value,
    required: field.isRequired ?? false,
    "aria-describedby": describedBy,
    "aria-invalid": isWrong,
    name: field.name,
  };
  if (field.input) return field.input({ id, value, change: onChange });
  if (field.options) {
    return (
      <select {...shared} className="pick" onChange={(event) => onChange(event.target.value)}>
        {field.none !== undefined && <option value="">{field.none}</option>}
        {field.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === "area") {
    return (
      <Input.TextArea {...shared} rows={3} onChange={(event) => onChange(event.target.value)} />
    );
  }
  if (field.kind === "password") {
    return (
      <Input.Password
        {...shared}
        autoComplete="new-password"
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <Input
      {...shared}
      type={field.kind === "date" ? "date" : "text"}
      inputMode={field.kind === "number" ? "decimal" : "text"}
      autoComplete="off"
      status={isWrong ? "error" : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
