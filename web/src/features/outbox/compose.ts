// From a form into the queue.
import { type Content, type Item, newItem, type Photo, resent } from "./queue";
import { sendNow } from "./sender";
import { put, write } from "./store";

export interface Draft {
  readonly userId: string;
  readonly firmName: string;
  readonly content: Content;
  readonly pictures?: readonly {
    readonly id: string;
    readonly sha256: string;
    readonly bytes: ArrayBuffer;
  }[];
  /** The unsent item that this is an edit of. */
  readonly edits?: Item | undefined;
  readonly after?: string | undefined;
}

/** Writes it to the device, then sends it if there is a network. Gives its id. */
export async function keepAndSend({ userId, firmName, content, edits, after, ...draft }: Draft) {
  const pictures = (draft.pictures ?? []).map(({ id, sha256, bytes }) => ({
    photo: { id, sha256 },
    bytes,
  }));
  const photos: readonly Photo[] = pictures.map(({ photo }) => photo);
  // What arrived in other words keeps its clientId; these words are another visit then.
  const isOther = edits?.refusal?.code === "IDEMPOTENCY_MISMATCH";
  const item =
    edits && !isOther
      ? resent(edits, content, photos)
      : newItem({
          id: crypto.randomUUID(),
          firmName,
          content,
          photos,
          after,
          writtenAt: edits?.writtenAt ?? Date.now(),
        });
  await put(userId, item, pictures);
  if (edits && isOther) await write(userId, { keep: [], forget: [edits.id] });
  sendNow();
  return item.id;
}
