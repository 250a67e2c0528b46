import { SolutionOutlined, UserOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";

export const auth: readonly Place[] = [
  {
    path: "/users",
    words: "auth.users",
    icon: <SolutionOutlined aria-hidden />,
    roles: ["LEADER", "ADMIN"],
    duty: "SECURITY",
    menu: "desk",
    screen: screen(() => import("./users")),
  },
  {
    path: "/users/new",
    words: "auth.createUser",
    roles: ["ADMIN"],
    duty: "SECURITY",
    screen: screen(() => import("./user-form")),
  },
  {
    path: "/users/:id",
    words: "auth.oneUser",
    roles: ["LEADER", "ADMIN"],
    duty: "SECURITY",
    screen: screen(() => import("./user")),
  },
  {
    path: "/users/:id/edit",
    words: "auth.editUser",
    roles: ["ADMIN"],
    duty: "SECURITY",
    screen: screen(() => import("./user-form")),
  },
  {
    path: "/sessions",
    words: "auth.sessions",
    roles: ["ADMIN"],
    duty: "SECURITY",
    screen: screen(() => import("./sessions")),
  },
];

export const account: readonly Place[] = [
  {
    path: "/account",
    words: "auth.account",
    icon: <UserOutlined aria-hidden />,
    roles: "all",
    menu: "phone",
    screen: screen(() => import("./account")),
  },
];
