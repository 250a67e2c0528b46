import { NotificationOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { officials } from "../../platform/roles";

// Whoever answers for a system keeps its webhooks too; a notice of one that was paused leads here.
const keepers = ["ADMIN", ...officials] as const;

export const webhooks: readonly Place[] = [
  {
    path: "/webhooks",
    words: "webhooks.title",
    icon: <NotificationOutlined aria-hidden />,
    roles: ["ADMIN"],
    duty: "SECURITY",
    menu: "desk",
    screen: screen(() => import("./list")),
  },
  {
    path: "/webhooks",
    words: "webhooks.title",
    roles: officials,
    screen: screen(() => import("./list")),
  },
  {
    path: "/webhooks/new",
    words: "webhooks.create",
    roles: keepers,
    screen: screen(() => import("./edit")),
  },
  {
    path: "/webhooks/:id",
    words: "webhooks.one",
    roles: keepers,
    screen: screen(() => import("./webhook")),
  },
  {
    path: "/webhooks/:id/edit",
    words: "webhooks.edit",
    roles: keepers,
    screen: screen(() => import("./edit")),
  },
];
