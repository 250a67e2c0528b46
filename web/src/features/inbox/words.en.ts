import type { InboxWords } from "./words.zh";

const en: InboxWords = {
  title: "Inbox",
  total: "{{count}} in all",
  none: "Nothing waits for you",
  more: "Show all {{count}}",
  notices: "Notices",
  allNotices: "All notices",
  noNotices: "No notices yet",
  noticeCount: "{{count}} in all",
  unread: "unread",
  markAll: "Mark all read",
  marked: "Marked read: {{count}}",
  plan: "Caseload plan",
  planScale: "Firms: {{firms}}, officers: {{officers}}, moves: {{moves}}",
  handoverSpan: "From {{from}} to {{to}}",
  write: "Write",
  writeOf: "Write the handover note: {{name}}",
  handoverNote: "Handover note",
  handoverAbout: "For the next officer: the firm, its people, and what is not finished.",
  handoverText: "What the next officer must know",
  handoverSaved: "Handover note saved",
  kinds: {
    REQUESTS_TO_ACCEPT: "To accept",
    REQUESTS_IN_HAND: "In hand",
    QUESTIONS_TO_ANSWER: "Questions to answer",
    REQUESTS_TO_CONFIRM: "To confirm",
    STEPS_TO_DECIDE: "To decide",
    STEPS_TO_RESUBMIT: "To resubmit",
    DUE_SOON: "Due soon",
    OVERDUE: "Overdue",
    PLANS_TO_APPROVE: "Plans to approve",
    HANDOVER_NOTES_TO_WRITE: "Handover notes to write",
    UNREAD_NOTICES: "Unread notices",
  },
};

export default en;
