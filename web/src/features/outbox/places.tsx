import { CloudUploadOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";

export const outbox: readonly Place[] = [
  {
    path: "/outbox",
    words: "outbox.title",
    icon: <CloudUploadOutlined aria-hidden />,
    roles: ["OFFICER", "CHIEF"],
    menu: "everywhere",
    screen: screen(() => import("./outbox")),
  },
];
