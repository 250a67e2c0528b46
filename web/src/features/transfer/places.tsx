import { ExportOutlined, ImportOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { desk, everybody, registrars } from "../../platform/roles";

export const transfer: readonly Place[] = [
  {
    path: "/imports",
    words: "transfer.title",
    icon: <ImportOutlined aria-hidden />,
    roles: desk,
    duty: "SYSTEM",
    menu: "desk",
    screen: screen(() => import("./list")),
  },
  {
    path: "/imports/new",
    words: "transfer.start",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./start")),
  },
  {
    path: "/imports/:id",
    words: "transfer.one",
    roles: desk,
    duty: "SYSTEM",
    screen: screen(() => import("./run")),
  },
  {
    path: "/exports",
    words: "transfer.exports",
    icon: <ExportOutlined aria-hidden />,
    roles: everybody,
    menu: "desk",
    screen: screen(() => import("./exports")),
  },
];
