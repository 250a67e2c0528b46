import type { SettingWords } from "./words.zh";

const en: SettingWords = {
  title: "Settings",
  programme: "The programme",
  caseloadLower: "Fewest firms an officer",
  caseloadUpper: "Most firms an officer",
  demandReminderMonths: "Remind of recurring demand (months ahead)",
  dueSoonHours: "Due soon (hours)",
  escalationDays: "One step of an escalation (working days)",
  officeHours: "Office hours",
  hints: {
    caseloadLower: "With fewer, an officer is shown as having too few",
    caseloadUpper: "No link is made above this; lowering it ends no link",
    demandReminderMonths: "1 to 12 months",
    dueSoonHours: "From this many hours before it a due date is near, 1 to 720",
    escalationDays: "1 to 60 working days",
    officeHours: "Deadlines run in these hours, such as 08:30-12:00, 14:00-17:30",
  },
  calendar: "Working calendar",
  importYear: "Enter the holidays of a year",
  year: "{{year}}",
  whichYear: "Year",
  off: "Days off",
  work: "Make-up working days",
  daysHint: "Such as 2027-01-01 2027-01-02, with blanks between",
  noSuchDay: "“{{day}}” is no day",
  workHint: "Only Saturdays and Sundays that are worked",
  source: "Source",
  sourceHint: "Such as the number of the announcement",
};

export default en;
