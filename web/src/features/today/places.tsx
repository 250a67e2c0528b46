import { HomeOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";

export const today: readonly Place[] = [
  {
    path: "/today",
    words: "today.title",
    icon: <HomeOutlined aria-hidden />,
    roles: ["OFFICER", "CHIEF"],
    menu: "everywhere",
    screen: screen(() => import("./today")),
  },
];
