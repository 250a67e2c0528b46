import { SearchOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { deskAndChief } from "../../platform/roles";

export const search: readonly Place[] = [
  {
    path: "/search",
    words: "search.title",
    icon: <SearchOutlined aria-hidden />,
    roles: deskAndChief,
    menu: "desk",
    screen: screen(() => import("./search")),
  },
];
