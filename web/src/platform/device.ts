import { useSyncExternalStore } from "react";

function follow(follower: () => void) {
  addEventListener("online", follower);
  addEventListener("offline", follower);
  return () => {
    removeEventListener("online", follower);
    removeEventListener("offline", follower);
  };
}

/** Whether the device says that it has a network. A server may still be out of reach. */
export function useOnline() {
  return useSyncExternalStore(follow, () => navigator.onLine);
}

const narrow = matchMedia("(max-width: 767px)");

/** Whether the screen is a phone's. The same width stands in the style sheets. */
export const isPhone = () => narrow.matches;

export function usePhone() {
  return useSyncExternalStore((follower) => {
    narrow.addEventListener("change", follower);
    return () => narrow.removeEventListener("change", follower);
  }, isPhone);
}
