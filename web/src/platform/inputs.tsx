// Small inputs of filters: native ones, since they are light and phones open them best.
import { SearchOutlined } from "@ant-design/icons";
import { useEffect, useRef, useState } from "react";
import "./inputs.css";

interface SearchBoxProps {
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
}

/** Tells the words once typing rests for a moment; not while a Chinese word is being composed. */
export function SearchBox({ value, label, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const composing = useRef(false);
  const timer = useRef(0);
  const told = useRef(value);
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (words: string) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      told.current = words.trim();
      onChange(words.trim());
    }, 200);
  };
  return (
    <label className="search-box">
      <SearchOutlined aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          if (!composing.current) tell(event.target.value);
        }}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          tell(event.currentTarget.value);
        }}
      />
    </label>
  );
}

interface PickProps {
  readonly value: string;
  readonly label: string;
  /** What stands for no choice: 全部镇街. */
  readonly none: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of a few: a filter. */
export function Pick({ value, label, none, options, onChange }: PickProps) {
  return (
    <select
      className="pick"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{none}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
