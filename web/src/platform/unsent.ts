// How much waits on this device to be sent. The offline queue fills it; the header shows it and
// signing out asks about it.
import { createStore } from "./store";

const store = createStore(0);

export const setUnsentCount = store.set;
export const useUnsentCount = store.use;
export const unsentCountNow = store.read;
