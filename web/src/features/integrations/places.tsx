import { ApiOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";

export const integrations: readonly Place[] = [
  {
    path: "/integrations",
    words: "integrations.title",
    icon: <ApiOutlined aria-hidden />,
    roles: ["ADMIN"],
    duty: "SECURITY",
    menu: "desk",
    screen: screen(() => import("./list")),
  },
  {
    path: "/integrations/new",
    words: "integrations.create",
    roles: ["ADMIN"],
    duty: "SECURITY",
    screen: screen(() => import("./edit")),
  },
  {
    path: "/integrations/:id",
    words: "integrations.one",
    roles: ["ADMIN"],
    duty: "SECURITY",
    screen: screen(() => import("./client")),
  },
  {
    path: "/integrations/:id/edit",
    words: "integrations.edit",
    roles: ["ADMIN"],
    duty: "SECURITY",
    screen: screen(() => import("./edit")),
  },
];
