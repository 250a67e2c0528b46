const zh = {
  title: "日历订阅",
  about: "把计划走访、办理期限和调休安排放进手机日历，自动更新。凭地址即可查看，请勿转给他人。",
  create: "生成订阅地址",
  make: "生成",
  name: "用在哪台设备",
  nameHint: "如 我的手机，便于日后区分",
  address: "订阅地址",
  addressAbout: "请立即复制到手机日历。关闭后无法再次查看，遗失可换新地址。",
  addressKept: "已复制，关闭",
  usedWhen: "{{when}}更新",
  neverUsed: "尚未使用",
  renew: "换新地址",
  renewAsk: "给“{{name}}”换新地址？",
  renewWhat: "旧地址立即失效，请在手机日历中改用新地址。",
  revoke: "停用",
  revokeAsk: "停用“{{name}}”？",
  revokeWhat: "地址立即失效，手机日历不再更新。",
  revoked: "已停用",
  how: "怎样在手机上订阅",
  hows: {
    apple: {
      name: "苹果手机",
      steps:
        "设置 → 日历 → 账户 → 添加账户 → 其他 → 添加已订阅的日历，粘贴地址，点“下一步”并存储。",
    },
    android: {
      name: "安卓手机",
      steps:
        "在自带日历的设置里找“订阅日历”或“通过网址添加”，粘贴地址。没有这一项的，可用支持网络日历的日历应用。",
    },
    desk: {
      name: "电脑",
      steps: "在日历软件中选“从网络添加日历”或“订阅”，粘贴地址。",
    },
  },
};

export type FeedWords = typeof zh;
export default zh;
