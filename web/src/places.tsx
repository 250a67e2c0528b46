// Every screen of the client, by address. A feature adds its lines here and nothing elsewhere.
import { BankOutlined, UserOutlined } from "@ant-design/icons";
import { lazy } from "react";
import type { Place } from "./platform/place";

export const places: readonly Place[] = [
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
    path: "/account",
    words: "auth.account",
    icon: <UserOutlined aria-hidden />,
    roles: "all",
    menu: "phone",
    screen: lazy(() => import("./features/auth/account")),
  },
];
