// The inputs of a form of a record, said by their shapes.
import { Input } from "antd";
import type { ReactNode } from "react";
import { Field, type Wiring } from "./field";

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
  const { label, hint, isRequired, isWide } = field;
  return (
    <Field label={label} hint={hint} wrong={wrong} isRequired={isRequired} isWide={isWide}>
      {(wiring) => <FieldInput wiring={wiring} field={field} value={value} onChange={onChange} />}
    </Field>
  );
}

interface InputProps<K extends string> {
  readonly wiring: Wiring;
  readonly field: FieldShape<K>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function FieldInput<K extends string>({ wiring, field, value, onChange }: InputProps<K>) {
  const shared = { ...wiring, value, required: field.isRequired ?? false, name: field.name };
  if (field.input) return field.input({ id: wiring.id, value, change: onChange });
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
      status={wiring["aria-invalid"] ? "error" : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
