import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { saidOf } from "../../platform/complain";
import { Progress } from "../../platform/progress";
import { Mark } from "../../platform/state-tag";
import type { Result } from "./bulk";

interface Props {
  readonly results: readonly Result[];
  readonly running: boolean;
  readonly onClear: () => void;
}

/** What became of each firm. */
export function Results({ results, running, onClear }: Props) {
  const { t } = useTranslation();
  if (results.length === 0) return null;
  const settled = results.filter(({ state }) => state !== "waiting").length;
  const done = results.filter(({ state }) => state === "done").length;
  return (
    <>
      <Progress
        done={settled}
        total={results.length}
        label={t("assignments.progress", { done, total: results.length })}
      />
      <ul className="lines bulk-results">
        {results.map(({ firm, state, error }) => (
          <li key={firm.id}>
            <span>{firm.name}</span>
            {state === "done" && <Mark tone="good">{t("assignments.linked")}</Mark>}
            {state === "failed" && <Mark tone="bad">{t("assignments.failed")}</Mark>}
            {state === "waiting" && (
              <span className="muted">
                {t(running ? "assignments.waiting" : "assignments.skipped")}
              </span>
            )}
            {error && <span className="bulk-over bulk-why">{saidOf(error)}</span>}
          </li>
        ))}
      </ul>
      {!running && (
        <Button size="small" onClick={onClear}>
          {t("assignments.clearResults")}
        </Button>
      )}
    </>
  );
}
