import { BellOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { everybody } from "../../platform/roles";

export const inbox: readonly Place[] = [
  {
    path: "/inbox",
    words: "inbox.title",
    icon: <BellOutlined aria-hidden />,
    roles: ["PARTNER", "LEADER"],
    menu: "everywhere",
    screen: screen(() => import("./inbox")),
  },
  {
    path: "/inbox",
    words: "inbox.title",
    icon: <BellOutlined aria-hidden />,
    roles: everybody.filter((role) => role !== "PARTNER" && role !== "LEADER"),
    menu: "desk",
    screen: screen(() => import("./inbox")),
  },
  {
    path: "/notices",
    words: "inbox.notices",
    roles: "all",
    screen: screen(() => import("./notices")),
  },
];
