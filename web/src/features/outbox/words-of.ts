// What waits, in words: for a glance, and whole for the clipboard.
import i18n from "i18next";
import { formatInstant } from "../../platform/dates";
import type { Content, Item } from "./queue";

/** One line of it. */
export function saying(content: Content): string {
  switch (content.kind) {
    case "visit": {
      const { kind, topics = [], findings } = content.input.report;
      const about = topics?.join("、") || findings || "";
      return [i18n.t(`app.enums.VisitKind.${kind}`), about].filter(Boolean).join(" · ");
    }
    case "plan":
      return `${i18n.t(`app.enums.VisitKind.${content.input.kind}`)} · ${formatInstant(content.input.happensAt)}`;
    case "request":
      return content.input.title;
  }
}

/** All that was written, so that nothing is lost even when the server never takes it. */
export function textOf({ firmName, content }: Item): string {
  const lines: (string | null | undefined)[] = [firmName, saying(content)];
  switch (content.kind) {
    case "visit": {
      const { happensAt, peopleMet, findings, followUp, followUpOn } = content.input.report;
      lines.push(formatInstant(happensAt), peopleMet?.join("、"), findings, followUp, followUpOn);
      break;
    }
    case "plan":
      lines.push(content.input.topics?.join("、"));
      break;
    case "request":
      lines.push(content.input.body);
  }
  return lines.filter(Boolean).join("\n");
}
