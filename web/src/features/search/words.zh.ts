const zh = {
  title: "搜索",
  what: "企业、民警、协会的名称或拼音",
  hint: "输入名称、拼音首字母、信用代码或警号，边输边查。",
};

export type SearchWords = typeof zh;
export default zh;
