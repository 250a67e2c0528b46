import type { AuthWords } from "./words.zh";

const en: AuthWords = {
  signIn: "Sign in",
  signOut: "Sign out",
  username: "User name",
  password: "Password",
  wrong: "User name or password is not right.",
  closed:
    "The account was closed, or its password changed elsewhere. The firms kept on this device were removed; what is unsent stays encrypted for 7 days and can be sent after signing in again.",
  locked: "Screen locked",
  lockedWhy: "Enter your password to go on. What is unsent stays on this device.",
  unlock: "Unlock",
  another: "Sign out and change user",
  unsentTitle: "Not sent yet: {{unsent}}",
  unsentBody: "Signing out removes this from the device for good. Better send it first.",
  signOutAnyway: "Remove and sign out",
  account: "Account",
  role: "Role",
  rank: "Rank",
  agency: "Agency",
  looks: "Language and appearance",
  language: "Language",
  shade: "Appearance",
  shades: { system: "As the system", light: "Light", dark: "Dark" },
  changePassword: "Change password",
  passwords: { present: "Present password", next: "New password", again: "New password again" },
  passwordRule: "10 to 128 characters, not a common password, without the user name.",
  notTheSame: "The two new passwords differ.",
  passwordChanged: "Password changed",
};

export default en;
