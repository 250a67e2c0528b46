// Every screen of the client, by address. A feature adds its lines here and nothing elsewhere.
import { BankOutlined, CloudUploadOutlined, HomeOutlined, UserOutlined } from "@ant-design/icons";
import { lazy } from "react";
import type { Place } from "./platform/place";

export const places: readonly Place[] = [
  {
    path: "/today",
    words: "today.title",
    icon: <HomeOutlined aria-hidden />,
    roles: ["OFFICER", "CHIEF"],
    menu: "everywhere",
    screen: lazy(() => import("./features/today/today")),
  },
  {
    path: "/enterprises",
    words: "enterprises.title",
    wordsOf: { OFFICER: "enterprises.mine", CHIEF: "enterprises.mine" },
    icon: <BankOutlined aria-hidden />,
    roles: ["OFFICER", "CHIEF", "COORDINATOR", "LEADER", "ADMIN"],
    duty: "SYSTEM",
    menu: "everywhere",
    screen: lazy(() => import("./features/enterprises/list")),
  },
  {
    path: "/enterprises/:id",
    words: "enterprises.one",
    roles: "all",
    screen: lazy(() => import("./features/enterprises/firm")),
  },
  {
    path: "/enterprises/:id/visit",
    words: "visits.log",
    roles: ["OFFICER", "CHIEF"],
    screen: lazy(() => import("./features/visits/log")),
  },
  {
    path: "/enterprises/:id/plan",
    words: "visits.plan",
    roles: ["OFFICER", "CHIEF"],
    screen: lazy(() => import("./features/visits/plan")),
  },
  {
    path: "/enterprises/:id/request",
    words: "visits.fileRequest",
    roles: ["OFFICER", "CHIEF"],
    screen: lazy(() => import("./features/visits/request")),
  },
  {
    path: "/outbox",
    words: "outbox.title",
    icon: <CloudUploadOutlined aria-hidden />,
    roles: ["OFFICER", "CHIEF"],
    menu: "everywhere",
    screen: lazy(() => import("./features/outbox/outbox")),
  },
  {
    path: "/account",
    words: "auth.account",
    icon: <UserOutlined aria-hidden />,
    roles: "all",
    menu: "phone",
    screen: lazy(() => import("./features/auth/account")),
  },
];
