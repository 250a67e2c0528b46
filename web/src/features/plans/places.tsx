import { NodeIndexOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";

export const plans: readonly Place[] = [
  {
    path: "/plans",
    words: "plans.title",
    icon: <NodeIndexOutlined aria-hidden />,
    roles: ["COORDINATOR", "LEADER"],
    menu: "desk",
    screen: screen(() => import("./list")),
  },
  {
    path: "/plans/new",
    words: "plans.create",
    roles: ["COORDINATOR"],
    screen: screen(() => import("./new")),
  },
  {
    path: "/plans/:id",
    words: "plans.one",
    roles: ["COORDINATOR", "LEADER"],
    screen: screen(() => import("./plan")),
  },
];
