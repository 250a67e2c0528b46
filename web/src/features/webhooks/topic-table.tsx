import { useTranslation } from "react-i18next";
import { all, type Group, includes, other, toggled } from "./topics";
import { useTopicWords } from "./words-of";
import "./topic-table.css";

interface Props {
  readonly id: string;
  readonly groups: readonly Group[];
  /** The topics, with commas between. */
  readonly value: string;
  readonly change: (value: string) => void;
}

/** Which events a webhook is told: a line for each kind of row, the whole kind first. */
export function TopicTable({ id, groups, value, change }: Props) {
  const { t } = useTranslation();
  const words = useTopicWords();
  const chosen = value.split(",").filter(Boolean);
  const isAll = chosen.includes(all);
  const box = (topic: string, label: string, verbs: readonly string[]) => (
    <label key={topic} className="topic-box">
      <input
        type="checkbox"
        disabled={isAll}
        checked={includes(chosen, topic)}
        onChange={() => change(toggled(chosen, topic, verbs).join())}
      />
      {label}
    </label>
  );
  return (
    <div id={id} className="topics" role="group" aria-label={t("webhooks.topics")}>
      <label className="topic-box topics-all">
        <input type="checkbox" checked={isAll} onChange={() => change(isAll ? "" : all)} />
        {t("webhooks.allTopics")}
      </label>
      {groups.map(({ area, kinds }) => (
        <details key={area} open={kinds.some(({ kind }) => includesAny(chosen, kind))}>
          <summary>
            {t(area === other ? "webhooks.otherArea" : `integrations.areas.${area}.name`)}
          </summary>
          {kinds.map(({ kind, verbs }) => (
            <div key={kind} className="topic-kind" role="group" aria-labelledby={`${id}-${kind}`}>
              <span id={`${id}-${kind}`} className="muted">
                {words.kind(kind)}
              </span>
              <div className="topic-boxes">
                {box(`${kind}.*`, t("webhooks.allOfKind"), verbs)}
                {verbs.map((verb) => box(`${kind}.${verb}`, words.verb(verb), verbs))}
              </div>
            </div>
          ))}
        </details>
      ))}
    </div>
  );
}

const includesAny = (chosen: readonly string[], kind: string) =>
  chosen.some((topic) => topic.startsWith(`${kind}.`));
