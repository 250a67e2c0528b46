const zh = {
  title: "今日",
  planned: "计划走访",
  nonePlanned: "没有计划中的走访，可在企业页面安排",
  past: "已过时间",
  log: "记录",
  logOf: "记录走访：{{firm}}",
  unseen: "久未走访",
  noneUnseen: "近 {{days}} 天内都走访过",
  moreUnseen: "共 {{count}} 家，查看全部",
  requests: "待办诉求",
  noRequests: "没有待办的诉求",
  due: "限 {{when}}",
  wholeInbox: "全部待办 {{total}} 件",
  notices: "未读通知",
  noNotices: "没有未读通知",
};

export type TodayWords = typeof zh;
export default zh;
