import { ApartmentOutlined, EnvironmentOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { desk, deskAndChief, registrars } from "../../platform/roles";

export const agencies: readonly Place[] = [
  {
    path: "/agencies",
    words: "agencies.title",
    icon: <ApartmentOutlined aria-hidden />,
    roles: deskAndChief,
    duty: "SYSTEM",
    menu: "desk",
    screen: screen(() => import("./list")),
  },
  {
    path: "/agencies/new",
    words: "agencies.create",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./edit")),
  },
  {
    path: "/agencies/reorganise",
    words: "agencies.reorganise",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./reorganise")),
  },
  {
    path: "/agencies/:id",
    words: "agencies.one",
    roles: deskAndChief,
    screen: screen(() => import("./agency")),
  },
  {
    path: "/agencies/:id/edit",
    words: "agencies.edit",
    roles: registrars,
    duty: "SYSTEM",
    screen: screen(() => import("./edit")),
  },
  {
    path: "/towns",
    words: "agencies.towns",
    icon: <EnvironmentOutlined aria-hidden />,
    roles: desk,
    duty: "SYSTEM",
    menu: "desk",
    screen: screen(() => import("./towns")),
  },
];
