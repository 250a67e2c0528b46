import { SettingOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { desk } from "../../platform/roles";

export const settings: readonly Place[] = [
  {
    path: "/settings",
    words: "settings.title",
    icon: <SettingOutlined aria-hidden />,
    roles: desk,
    duty: "SYSTEM",
    menu: "desk",
    screen: screen(() => import("./settings")),
  },
];
