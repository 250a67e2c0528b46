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
  kinds: {
    REQUESTS_TO_ACCEPT: "To accept",
    REQUESTS_IN_HAND: "In hand",
    QUESTIONS_TO_ANSWER: "Questions to answer",
    REQUESTS_TO_CONFIRM: "To confirm",
    STEPS_TO_DECIDE: "To decide",
    STEPS_TO_RESUBMIT: "To resubmit",
    DUE_SOON: "Due soon",
    OVERDUE: "Overdue",
    UNREAD_NOTICES: "Unread notices",
  },
};

export default en;
