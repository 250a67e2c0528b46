import { LinkOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { assigners } from "../../platform/roles";

export const assignments: readonly Place[] = [
  {
    path: "/caseload",
    words: "assignments.caseload",
    icon: <LinkOutlined aria-hidden />,
    roles: ["COORDINATOR", "CHIEF", "LEADER"],
    menu: "desk",
    screen: screen(() => import("./caseload")),
  },
  {
    path: "/caseload/assign",
    words: "assignments.bulk",
    roles: assigners,
    screen: screen(() => import("./assign")),
  },
  {
    path: "/caseload/rules",
    words: "assignments.pairRules",
    roles: ["COORDINATOR", "CHIEF", "LEADER"],
    screen: screen(() => import("./pair-rules")),
  },
];
