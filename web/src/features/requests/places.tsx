import { FileTextOutlined, HomeOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { officials, requesters } from "../../platform/roles";

export const home: readonly Place[] = [
  {
    path: "/home",
    words: "requests.home",
    icon: <HomeOutlined aria-hidden />,
    roles: requesters,
    menu: "everywhere",
    screen: screen(() => import("./home")),
  },
];

export const requests: readonly Place[] = [
  {
    path: "/requests",
    words: "requests.title",
    wordsOf: { ASSOCIATION: "requests.own", ENTERPRISE: "requests.own" },
    icon: <FileTextOutlined aria-hidden />,
    roles: [...officials, ...requesters],
    menu: "everywhere",
    screen: screen(() => import("./list")),
  },
  {
    path: "/requests/new",
    words: "requests.file",
    roles: ["OFFICER", "CHIEF", "COORDINATOR", "PARTNER", ...requesters],
    screen: screen(() => import("./submit")),
  },
  {
    path: "/requests/forecast",
    words: "requests.forecast",
    roles: officials,
    screen: screen(() => import("./forecast")),
  },
  {
    path: "/requests/settings",
    words: "requests.settings",
    roles: ["COORDINATOR", "ADMIN"],
    duty: "SYSTEM",
    screen: screen(() => import("./settings")),
  },
  {
    path: "/escalations",
    words: "requests.climbing",
    roles: officials,
    screen: screen(() => import("./escalations")),
  },
  {
    path: "/requests/:id",
    words: "requests.one",
    roles: [...officials, ...requesters],
    screen: screen(() => import("./request")),
  },
];
