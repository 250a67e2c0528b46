import { Button } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldShape } from "./fields";
import type { Values } from "./record-form";

interface Props<K extends string> {
  readonly fields: readonly FieldShape<K>[];
  /** As it was when the form was opened. */
  readonly base: Values<K>;
  readonly mine: Values<K>;
  readonly theirs: Values<K>;
  readonly onBack: () => void;
  readonly onChoose: (values: Values<K>) => void;
}

type Side = "mine" | "theirs";

export function RecordConflict<K extends string>(props: Props<K>) {
  const { fields, base, mine, theirs, onBack, onChoose } = props;
  const { t } = useTranslation();
  const id = useId();
  const differing = fields.filter(({ name }) => mine[name] !== theirs[name]);
  // Chosen beforehand only where one side alone changed something.
  const [chosen, setChosen] = useState<ReadonlyMap<K, Side>>(
    () =>
      new Map(
        differing.flatMap(({ name }): [K, Side][] => {
          if (mine[name] === base[name]) return [[name, "theirs"]];
          if (theirs[name] === base[name]) return [[name, "mine"]];
          return [];
        }),
      ),
  );
  const words = (field: FieldShape<K>, value: string) => {
    const option = field.options?.find((one) => one.value === value)?.label;
    return option ?? field.show?.(value) ?? (value || t("app.nothing"));
  };
  const choose = () => {
    let next = theirs;
    for (const { name } of differing) {
      if (chosen.get(name) === "mine") next = { ...next, [name]: mine[name] };
    }
    onChoose(next);
  };
  return (
    <section aria-labelledby={id} className="stack">
      <div role="alert" className="conflict-head">
        <h2 id={id}>{t("app.conflict")}</h2>
        <p className="muted">{t("app.conflictWhy")}</p>
      </div>
      <table className="conflict">
        <thead>
          <tr>
            <th scope="col">{t("app.conflictField")}</th>
            <th scope="col">{t("app.conflictMine")}</th>
            <th scope="col">{t("app.conflictTheirs")}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((field) => (
            <tr key={field.name}>
              <th scope="row">{field.label}</th>
              {(["mine", "theirs"] as const).map((side) => {
                const isChosen = chosen.get(field.name) === side;
                const value = side === "mine" ? mine[field.name] : theirs[field.name];
                return (
                  <td key={side} className={isChosen ? "is-chosen" : undefined}>
                    <label>
                      <input
                        type="radio"
                        name={`${id}-${field.name}`}
                        checked={isChosen}
                        onChange={() => setChosen(new Map(chosen).set(field.name, side))}
                      />
                      {words(field, value)}
                    </label>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="form-foot">
        <Button
          type="primary"
          disabled={differing.some(({ name }) => !chosen.has(name))}
          onClick={choose}
        >
          {t("app.conflictChoose")}
        </Button>
        <Button onClick={onBack}>{t("app.conflictBack")}</Button>
      </div>
    </section>
  );
}
