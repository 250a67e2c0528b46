import { PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly label: string;
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  /** What to write for one that is not among them. */
  readonly other: string;
}

/** Several of a few, each one tap; and a line for what is not among them. */
export function Chips({ label, options, chosen, onChange, other }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const all = [...options, ...chosen.filter((one) => !options.includes(one))];
  const toggle = (one: string) =>
    onChange(chosen.includes(one) ? chosen.filter((it) => it !== one) : [...chosen, one]);
  const add = () => {
    const words = typed.trim();
    if (words && !chosen.includes(words)) onChange([...chosen, words]);
    setTyped("");
  };
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="chips">
        {all.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(one)}
            onClick={() => toggle(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <div className="chips-other">
        <Input
          size="large"
          aria-label={other}
          placeholder={other}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={add}
          onPressEnter={(event) => {
            event.preventDefault();
            add();
          }}
        />
        <Button
          size="large"
          icon={<PlusOutlined aria-hidden />}
          aria-label={t("visits.add", { what: label })}
          disabled={!typed.trim()}
          onClick={add}
        />
      </div>
    </fieldset>
  );
}
