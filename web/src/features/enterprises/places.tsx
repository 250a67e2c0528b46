import { BankOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { registrars } from "../../platform/roles";

export const enterprises: readonly Place[] = [
  {
    path: "/enterprises",
    words: "enterprises.title",
    wordsOf: { OFFICER: "enterprises.mine", CHIEF: "enterprises.mine" },
    icon: <BankOutlined aria-hidden />,
    roles: ["OFFICER", "CHIEF", "COORDINATOR", "LEADER", "ADMIN"],
    duty: "SYSTEM",
    menu: "everywhere",
    screen: screen(() => import("./list")),
  },
  {
    path: "/enterprises/:id",
    words: "enterprises.one",
    roles: "all",
    screen: screen(() => import("./firm")),
  },
  {
    path: "/enterprises/new",
    words: "enterprises.create",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./edit")),
  },
  {
    path: "/enterprises/:id/edit",
    words: "enterprises.edit",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./edit")),
  },
  {
    path: "/enterprises/:id/merge",
    words: "enterprises.mergeTitle",
    roles: ["COORDINATOR"],
    screen: screen(() => import("./merge")),
  },
];
