import { type Place, screen } from "../../platform/place";

export const visits: readonly Place[] = [
  {
    path: "/enterprises/:id/visit",
    words: "visits.log",
    roles: ["OFFICER", "CHIEF"],
    screen: screen(() => import("./log")),
  },
  {
    path: "/enterprises/:id/plan",
    words: "visits.plan",
    roles: ["OFFICER", "CHIEF"],
    screen: screen(() => import("./plan")),
  },
  {
    path: "/enterprises/:id/request",
    words: "visits.fileRequest",
    roles: ["OFFICER", "CHIEF"],
    screen: screen(() => import("./request")),
  },
];
