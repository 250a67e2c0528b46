// When somebody last did something here; shared by the tabs of one device.
const key = "wanqi.active";

export function touchNow() {
  localStorage.setItem(key, String(Date.now()));
}

/** Milliseconds since then; none when nothing is known. */
export function idleMs() {
  const last = Number(localStorage.getItem(key) ?? 0);
  return last > 0 ? Date.now() - last : 0;
}
