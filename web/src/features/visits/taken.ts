import { useEffect, useState } from "react";
import type { Item } from "../outbox/queue";
import { photoBytes } from "../outbox/store";
import { shown, type Taken } from "./photo";

/** The photos of the form: none at first, or those of the unsent item that is edited. */
export function useTaken(userId: string, item: Item | undefined) {
  const state = useState<readonly Taken[]>([]);
  const [, setPhotos] = state;
  useEffect(() => {
    let gone = false;
    const read = async () => {
      const found: Taken[] = [];
      for (const { id, sha256 } of item?.photos ?? []) {
        const bytes = await photoBytes(userId, id);
        if (bytes) found.push(shown(id, sha256, bytes));
      }
      if (!gone && found.length > 0) setPhotos(found);
    };
    void read();
    return () => {
      gone = true;
    };
  }, [userId, item, setPhotos]);
  return state;
}
