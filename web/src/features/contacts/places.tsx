import { ContactsOutlined } from "@ant-design/icons";
import { type Place, screen } from "../../platform/place";
import { requesters } from "../../platform/roles";

export const contacts: readonly Place[] = [
  {
    path: "/contacts",
    words: "contacts.title",
    icon: <ContactsOutlined aria-hidden />,
    roles: requesters,
    menu: "everywhere",
    screen: screen(() => import("./contacts")),
  },
];
