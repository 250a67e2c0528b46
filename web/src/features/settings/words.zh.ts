const zh = {
  title: "设置",
  programme: "活动设置",
  caseloadLower: "挂联下限（家）",
  caseloadUpper: "挂联上限（家）",
  demandReminderMonths: "重复需求提前提醒（月）",
  dueSoonHours: "临期提醒（小时）",
  escalationDays: "上报每级审批时限（工作日）",
  officeHours: "办公时间",
  hints: {
    caseloadLower: "少于此数的民警显示为“不足”",
    caseloadUpper: "达到此数后不再挂联；调低不影响已有挂联",
    demandReminderMonths: "1 至 12 个月",
    dueSoonHours: "距截止不足此时长即提醒，1 至 720",
    escalationDays: "1 至 60 个工作日",
    officeHours: "时限只在办公时间内计算，如 08:30-12:00，14:00-17:30",
  },
  calendar: "工作日历",
  importYear: "录入年度放假安排",
  year: "{{year}}年",
  whichYear: "年份",
  off: "放假日期",
  work: "调休上班日期",
  daysHint: "如 1月1日、1月2日，或 2027-01-01；用空格或顿号隔开",
  noSuchDay: "“{{day}}”不是有效的日期",
  workHint: "只填周六、周日上班的日子",
  source: "依据",
  sourceHint: "如通知文号",
};

export type SettingWords = typeof zh;
export default zh;
