const zh = {
  title: "行业协会",
  one: "协会详情",
  count: "共 {{count}} 家",
  create: "新增协会",
  edit: "修改协会信息",
  search: "协会名称",
  none: "没有符合条件的协会",
  name: "协会名称",
  town: "所在镇街",
  allTowns: "全部镇街",
  noTown: "不限镇街",
  members: "会员企业",
  memberCount: "会员 {{count}} 家",
  openRequests: "在办诉求",
  membersOf: "会员企业（{{count}} 家）",
  addMember: "查找要加入的企业",
  join: "加入",
  joined: "已加入协会",
  leave: "退会",
  leaveAsk: "确定“{{name}}”退会？",
  since: "{{day}}入会",
  noMembers: "还没有会员企业",
  more: "加载更多",
};

export type AssociationWords = typeof zh;
export default zh;
