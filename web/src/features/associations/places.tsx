import { ClusterOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { deskAndChief } from "../../platform/roles";

export const associations: readonly Place[] = [
  {
    path: "/associations",
    words: "associations.title",
    icon: <ClusterOutlined aria-hidden />,
    roles: deskAndChief,
    duty: "SYSTEM",
    menu: "desk",
    screen: screen(() => import("./list")),
  },
  {
    path: "/associations/:id",
    words: "associations.one",
    roles: deskAndChief,
    duty: "SYSTEM",
    screen: screen(() => import("./association")),
  },
];
