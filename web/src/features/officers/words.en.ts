import type { OfficerWords } from "./words.zh";

const en: OfficerWords = {
  title: "Officers",
  one: "Officer",
  count: "{{count}} in all",
  create: "New officer",
  edit: "Edit officer",
  search: "Name, pinyin or badge number",
  none: "No officer matches",
  name: "Name",
  badge: "Badge",
  rank: "Rank",
  branch: "Branch",
  allBranches: "All branches",
  agency: "Agency",
  allAgencies: "All agencies",
  town: "Home base",
  allTowns: "All towns",
  phone: "Work phone",
  choose: "Choose",
  facts: "Facts",
  caseload: "Firms looked after now",
  firms: "Firms: {{count}}",
  limits: "{{lower}} to {{upper}} wanted",
  noFirms: "No firms now, or none within your reach",
  since: "since {{day}}",
  visits: "Latest visits ({{count}} in all)",
  noVisits: "No visits yet",
};

export default en;
