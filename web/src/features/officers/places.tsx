import { TeamOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { deskAndChief, registrars } from "../../platform/roles";

export const officers: readonly Place[] = [
  {
    path: "/officers",
    words: "officers.title",
    icon: <TeamOutlined aria-hidden />,
    roles: deskAndChief,
    duty: "SYSTEM",
    menu: "desk",
    screen: screen(() => import("./list")),
  },
  {
    path: "/officers/new",
    words: "officers.create",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./edit")),
  },
  {
    path: "/officers/:id",
    words: "officers.one",
    roles: deskAndChief,
    screen: screen(() => import("./officer")),
  },
  {
    path: "/officers/:id/edit",
    words: "officers.edit",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./edit")),
  },
];
