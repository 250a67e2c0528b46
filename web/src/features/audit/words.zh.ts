const zh = {
  title: "审计日志",
  none: "没有符合条件的记录",
  action: "操作代码，如 enterprise.update",
  outcome: "结果",
  allOutcomes: "全部结果",
  outcomes: { DONE: "已完成", REFUSED: "被拒绝" },
  from: "自",
  to: "至",
  onlyOf: "只看“{{name}}”，点此取消",
  system: "系统",
  changes: "变更 {{count}} 项",
  column: "字段",
  before: "变更前",
  after: "变更后",
  trace: "追踪号 {{id}}",
};

export type AuditWords = typeof zh;
export default zh;
