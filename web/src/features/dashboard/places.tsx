import { DashboardOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";

export const dashboard: readonly Place[] = [
  {
    path: "/dashboard",
    words: "dashboard.title",
    icon: <DashboardOutlined aria-hidden />,
    roles: ["LEADER", "COORDINATOR"],
    menu: "everywhere",
    screen: screen(() => import("./dashboard")),
  },
];
