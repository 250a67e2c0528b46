import type { DashboardWords } from "./words.zh";

const en: DashboardWords = {
  title: "Overview",
  at: "As of {{when}}",
  reload: "Refresh",
  print: "Print",
  ofAll: "{{numerator}} of {{denominator}}",
  before: " (before: {{share}})",
  period: "Period {{from}} to {{to}}",
  outOf: "{{numerator}} of {{denominator}}",
  spread: "Spread of caseloads",
  spreadAbout:
    "Across: firms an officer has; up: how many officers. {{lower}} to {{upper}} are wanted; others are orange.",
  firms: "Firms",
  officers: "Officers",
};

export default en;
