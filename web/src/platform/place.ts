import type { ComponentType, LazyExoticComponent, ReactNode } from "react";
import type { Duty, Role } from "../gql/schema";
import type { Person } from "./session";

/** A screen: where it is, who may go there, and whether the menu shows it. */
export interface Place {
  readonly path: string;
  /** The key of its name. */
  readonly words: string;
  /** Another name for some roles: an officer's firms are 我的企业. */
  readonly wordsOf?: Partial<Record<Role, string>>;
  readonly icon?: ReactNode;
  readonly roles: readonly Role[] | "all";
  /** The duty an ADMIN needs. */
  readonly duty?: Duty;
  /** In the side menu of a desk, in the tab bar of a phone (at most five fit), or in neither. */
  readonly menu?: "everywhere" | "desk" | "phone";
  readonly screen: LazyExoticComponent<ComponentType>;
}

/** Whether somebody may go there. The server decides what they see; this spares them dead ends. */
export function isOpenTo({ roles, duty }: Pick<Place, "roles" | "duty">, { user }: Person) {
  if (roles !== "all" && !roles.includes(user.role)) return false;
  return user.role !== "ADMIN" || !duty || user.duties.includes(duty);
}

export function nameOf(place: Place, person: Person) {
  return place.wordsOf?.[person.user.role] ?? place.words;
}
