import { type ComponentType, createElement, lazy, type ReactNode, useState } from "react";
import { matchPath } from "react-router";
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
  /**
   * In the side menu of a desk, in the tab bar of a phone, or in neither. What a phone has no tab
   * for is found under its last one, 更多.
   */
  readonly menu?: "everywhere" | "desk" | "phone";
  readonly screen: Screen;
}

/** A component whose code comes when it is wanted, or before that. */
interface Screen {
  readonly Component: ComponentType;
  readonly load: () => Promise<void>;
}

export function screen(fetchCode: () => Promise<{ readonly default: ComponentType }>): Screen {
  const Lazy = lazy(fetchCode);
  let loaded: ComponentType | undefined;
  return {
    Component() {
      const [type] = useState<ComponentType>(() => loaded ?? Lazy);
      return createElement(type);
    },
    async load() {
      loaded = (await fetchCode()).default;
    },
  };
}

/** Whether somebody may go there. The server decides what they see; this spares them dead ends. */
export function isOpenTo({ roles, duty }: Pick<Place, "roles" | "duty">, { user }: Person) {
  if (roles !== "all" && !roles.includes(user.role)) return false;
  return user.role !== "ADMIN" || !duty || user.duties.includes(duty);
}

export function nameOf(place: Place, person: Person) {
  return place.wordsOf?.[person.user.role] ?? place.words;
}

/** As many as a thumb tells apart. */
const mostTabs = 5;

/** What somebody may open, what the menu or the tabs show of it, and where they begin. */
export function placesFor(places: readonly Place[], person: Person, phone: boolean) {
  const open = places.filter((place) => isOpenTo(place, person));
  const shown = open.filter(
    ({ menu }) => menu === "everywhere" || menu === (phone ? "phone" : "desk"),
  );
  const beside = phone ? open.filter(({ menu }) => menu === "desk") : [];
  const fits = !phone || (beside.length === 0 && shown.length <= mostTabs);
  const entries = fits ? shown : shown.slice(0, mostTabs - 1);
  const more = fits ? [] : [...shown.slice(mostTabs - 1), ...beside];
  return { open, entries, more, home: entries[0]?.path ?? "/account" };
}

/**
 * The code of the screen at an address, so that the first one shows at once: React keeps a stand-in
 * for 300 ms once it has shown it.
 */
export async function loadScreen({ open, home }: ReturnType<typeof placesFor>, pathname: string) {
  const path = pathname === "/" ? home : pathname;
  const place =
    open.find((one) => one.path === path) ?? open.find((one) => matchPath(one.path, path));
  // Without a network it may not be had; the screen itself says so.
  await place?.screen.load().catch(() => undefined);
}
