import type { FeedWords } from "./words.zh";

const en: FeedWords = {
  title: "Calendar on your phone",
  about:
    "Planned visits, due dates and moved working days in the calendar of your phone, kept up to date. Whoever has the address can read it: give it to nobody.",
  create: "Make an address",
  make: "Make it",
  name: "For which device",
  nameHint: "Such as: my phone",
  address: "The address",
  addressAbout:
    "Copy it into your calendar now. It is not shown again: a lost one can be changed for another.",
  addressKept: "I have it: close",
  usedWhen: "Read {{when}}",
  neverUsed: "Not used yet",
  renew: "New address",
  renewAsk: "A new address for “{{name}}”?",
  renewWhat: "The old one stops at once: put the new one into your calendar.",
  revoke: "Stop",
  revokeAsk: "Stop “{{name}}”?",
  revokeWhat: "The address stops at once, and the calendar is updated no more.",
  revoked: "Stopped",
  how: "How to subscribe on a phone",
  hows: {
    apple: {
      name: "iPhone",
      steps:
        "Settings → Calendar → Accounts → Add Account → Other → Add Subscribed Calendar, paste the address, then Next and Save.",
    },
    android: {
      name: "Android",
      steps:
        "In the settings of the calendar look for “Subscribe” or “Add by URL” and paste the address. If there is none, use a calendar app that reads web calendars.",
    },
    desk: {
      name: "Computer",
      steps: "Choose “Add calendar from the web” or “Subscribe” and paste the address.",
    },
  },
};

export default en;
