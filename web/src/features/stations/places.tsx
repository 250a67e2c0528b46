import { DesktopOutlined, EnvironmentOutlined, GlobalOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { everybody, requesters } from "../../platform/roles";

export const stations: readonly Place[] = [
  {
    path: "/stations",
    words: "stations.title",
    icon: <EnvironmentOutlined aria-hidden />,
    roles: everybody.filter((role) => !requesters.includes(role)),
    menu: "desk",
    screen: screen(() => import("./stations")),
  },
  {
    path: "/stations",
    words: "stations.title",
    icon: <EnvironmentOutlined aria-hidden />,
    roles: requesters,
    menu: "everywhere",
    screen: screen(() => import("./stations")),
  },
  {
    path: "/stations/new",
    words: "stations.newStation",
    roles: ["COORDINATOR", "ADMIN"],
    duty: "SYSTEM",
    screen: screen(() => import("./station-form")),
  },
  {
    path: "/stations/:id",
    words: "stations.station",
    roles: everybody,
    screen: screen(() => import("./station")),
  },
  {
    path: "/offices",
    words: "stations.offices",
    icon: <GlobalOutlined aria-hidden />,
    roles: everybody,
    menu: "desk",
    screen: screen(() => import("./offices")),
  },
  {
    path: "/offices/new",
    words: "stations.newOffice",
    roles: ["COORDINATOR", "ADMIN"],
    duty: "SYSTEM",
    screen: screen(() => import("./office-form")),
  },
  {
    path: "/offices/:id",
    words: "stations.office",
    roles: everybody,
    screen: screen(() => import("./office")),
  },
  {
    path: "/kiosks",
    words: "stations.kiosks",
    icon: <DesktopOutlined aria-hidden />,
    roles: everybody,
    menu: "desk",
    screen: screen(() => import("./kiosks")),
  },
  {
    path: "/kiosks/new",
    words: "stations.proposeKiosk",
    roles: ["OFFICER", "CHIEF", "COORDINATOR"],
    screen: screen(() => import("./propose-kiosk")),
  },
  {
    path: "/kiosks/:id",
    words: "stations.kiosk",
    roles: everybody,
    screen: screen(() => import("./kiosk")),
  },
];
