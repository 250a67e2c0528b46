// One of many, found by typing: a firm, an officer, an agency. Brings antd's Select.
import { Select } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./finder.css";

export interface Found {
  readonly value: string;
  readonly label: string;
  /** What tells two of one name apart. */
  readonly hint?: string | undefined;
}

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string, found: Found | undefined) => void;
  readonly options: readonly Found[];
  /** Asked once typing rests; without it the options are searched here. */
  readonly onSearch?: (words: string) => void;
  readonly loading?: boolean;
  readonly disabled?: boolean;
}

export function Finder(props: Props) {
  const { id, label, value, onChange, options, onSearch, loading = false, disabled } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Found>();
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const known = options.find((option) => option.value === value) ?? chosen;
  // What is chosen keeps its name while other words are searched for.
  const shown = known && !options.includes(known) ? [known, ...options] : options;
  return (
    <Select
      // A form's label names it by its id.
      {...(id === undefined ? { "aria-label": label } : { id })}
      className="finder"
      placeholder={label}
      allowClear
      disabled={disabled ?? false}
      loading={loading}
      // With undefined it would go on showing what was chosen last.
      value={value || null}
      showSearch={
        onSearch
          ? {
              filterOption: false,
              onSearch: (words) => {
                clearTimeout(timer.current);
                timer.current = window.setTimeout(() => onSearch(words.trim()), 200);
              },
            }
          : { optionFilterProp: "label" }
      }
      notFoundContent={loading ? t("app.loading") : t("app.noneFound")}
      options={shown.map((option) => ({ ...option }))}
      optionRender={({ data }) => (
        <span className="finder-option">
          {data.label}
          {data.hint && <span className="muted">{data.hint}</span>}
        </span>
      )}
      onChange={(next: string | null | undefined) => {
        const found = shown.find((option) => option.value === next);
        setChosen(found);
        onChange(next ?? "", found);
      }}
    />
  );
}
