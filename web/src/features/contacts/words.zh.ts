const zh = {
  title: "联系人",
  none: "还没有登记联系人，请添加一位，方便民警联系",
  add: "添加联系人",
  change: "修改",
  changeOf: "修改：{{name}}",
  saved: "联系人已保存",
  name: "姓名",
  post: "职务",
  phone: "联系电话",
  phoneHint: "手机或固定电话；民警只看到部分号码，查看全号会留下记录",
};

export type ContactWords = typeof zh;
export default zh;
