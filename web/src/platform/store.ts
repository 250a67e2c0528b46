import { useSyncExternalStore } from "react";

/** A value that code outside React changes and components follow. Not for server data. */
export function createStore<T>(first: T) {
  let value = first;
  const followers = new Set<() => void>();
  const store = {
    read: () => value,
    set(next: T) {
      value = next;
      for (const follower of followers) follower();
    },
    follow(follower: () => void) {
      followers.add(follower);
      return () => {
        followers.delete(follower);
      };
    },
    use: () => useSyncExternalStore(store.follow, store.read),
  };
  return store;
}
