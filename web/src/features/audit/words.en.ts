import type { AuditWords } from "./words.zh";

const en: AuditWords = {
  title: "Audit log",
  none: "No event matches",
  action: "Action, such as enterprise.update",
  outcome: "Outcome",
  allOutcomes: "All outcomes",
  outcomes: { DONE: "Done", REFUSED: "Refused" },
  from: "From",
  to: "To",
  onlyOf: "Only of {{name}}; click to show all",
  system: "System",
  changes: "{{count}} columns",
  column: "Column",
  before: "Before",
  after: "After",
  trace: "Trace {{id}}",
};

export default en;
