import { AuditOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";

export const audit: readonly Place[] = [
  {
    path: "/audit",
    words: "audit.title",
    icon: <AuditOutlined aria-hidden />,
    roles: ["LEADER", "ADMIN"],
    duty: "AUDIT",
    menu: "desk",
    screen: screen(() => import("./audit")),
  },
];
