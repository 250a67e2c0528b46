const zh = {
  title: "总览",
  at: "数据时间 {{when}}",
  reload: "刷新",
  print: "打印",
  ofAll: "{{numerator}} / {{denominator}}",
  before: "（上期 {{share}}）",
  period: "统计区间 {{from}} 至 {{to}}",
  outOf: "共 {{denominator}}，其中 {{numerator}}",
  spread: "挂联户数分布",
  spreadAbout:
    "横轴为每名民警挂联的企业数，柱高为民警人数；每人应挂联 {{lower}} 至 {{upper}} 家，超出范围的用橙色标出。",
  firms: "挂联户数",
  officers: "民警人数",
};

export type DashboardWords = typeof zh;
export default zh;
