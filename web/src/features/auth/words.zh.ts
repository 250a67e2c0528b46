const zh = {
  signIn: "登录",
  signOut: "退出登录",
  username: "用户名",
  password: "密码",
  wrong: "用户名或密码不正确",
  closed:
    "登录失败：账号已停用，或密码已在别处更改。本机保存的企业资料已清除，未发送的内容加密保留 7 天，重新登录后可继续发送。",
  locked: "屏幕已锁定",
  lockedWhy: "请输入密码继续，未发送的内容仍保存在本机。",
  unlock: "解锁",
  another: "退出并换人登录",
  unsentTitle: "还有 {{unsent}} 条内容没有发送",
  unsentBody: "退出登录会从本机清除这些内容，且无法找回。建议联网发送后再退出。",
  signOutAnyway: "清除并退出",
  account: "我的",
  role: "角色",
  rank: "职级",
  agency: "单位",
  looks: "语言与外观",
  language: "语言",
  shade: "外观",
  shades: { system: "跟随系统", light: "浅色", dark: "深色" },
  changePassword: "修改密码",
  passwords: { present: "当前密码", next: "新密码", again: "再次输入新密码" },
  passwordRule: "10 至 128 个字符，不能是常见密码，也不能包含用户名。",
  notTheSame: "两次输入的新密码不一致",
  passwordChanged: "密码已修改",
};

export type AuthWords = typeof zh;
export default zh;
