const zh = {
  title: "待办",
  total: "共 {{count}} 件",
  none: "没有待办事项",
  more: "查看全部 {{count}} 件",
  notices: "通知",
  allNotices: "全部通知",
  noNotices: "还没有通知",
  noticeCount: "共 {{count}} 条",
  unread: "未读",
  markAll: "全部标为已读",
  marked: "{{count}} 条已标为已读",
  kinds: {
    REQUESTS_TO_ACCEPT: "待受理",
    REQUESTS_IN_HAND: "办理中",
    QUESTIONS_TO_ANSWER: "待补充答复",
    REQUESTS_TO_CONFIRM: "待确认",
    STEPS_TO_DECIDE: "待审批",
    STEPS_TO_RESUBMIT: "待重新上报",
    DUE_SOON: "即将到期",
    OVERDUE: "已超期",
    UNREAD_NOTICES: "未读通知",
  },
};

export type InboxWords = typeof zh;
export default zh;
