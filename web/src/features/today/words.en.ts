import type { TodayWords } from "./words.zh";

const en: TodayWords = {
  title: "Today",
  planned: "Planned visits",
  nonePlanned: "No visits planned; plan one on a firm's page",
  past: "Time has passed",
  log: "Log",
  logOf: "Log a visit: {{firm}}",
  unseen: "Not visited for long",
  noneUnseen: "All visited within {{days}} days",
  moreUnseen: "{{count}} in all",
  requests: "Requests waiting",
  noRequests: "No requests wait",
  due: "Due {{when}}",
  wholeInbox: "All that waits: {{total}}",
  notices: "Unread notices",
  noNotices: "No unread notices",
};

export default en;
