import { useEffect } from "react";
import { idleMs, touchNow } from "./activity";
import { lockAndEnd } from "./session";

const limitMs = 30 * 60_000;
const events = ["pointerdown", "keydown", "scroll"] as const;

function lockIfIdle() {
  if (idleMs() > limitMs) void lockAndEnd();
}

/** Locks the screen after half an hour without a touch or a key, also while the phone slept. */
export function useIdleLock() {
  useEffect(() => {
    // Storage is slow next to a scroll event, so it is written every ten seconds at most.
    let written = 0;
    const touch = () => {
      if (Date.now() - written < 10_000) return;
      written = Date.now();
      touchNow();
    };
    lockIfIdle();
    const watch = setInterval(lockIfIdle, 15_000);
    for (const event of events) addEventListener(event, touch, { passive: true, capture: true });
    document.addEventListener("visibilitychange", lockIfIdle);
    return () => {
      clearInterval(watch);
      for (const event of events) removeEventListener(event, touch, { capture: true });
      document.removeEventListener("visibilitychange", lockIfIdle);
    };
  }, []);
}
