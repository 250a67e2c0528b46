// What waits to be sent, as it lies encrypted on the device. Every change is written before
// anything else happens, so that a restart at any point finds it.
import { liveQuery } from "dexie";
import { deviceDb, type KeptItem } from "../../platform/device-db";
import { createStore } from "../../platform/store";
import { setUnsentCount } from "../../platform/unsent";
import { seal, sealJson, unseal, unsealJson } from "../../platform/vault";
import type { Change, Item, Photo } from "./queue";

export interface Outbox {
  /** None until the device has told. */
  readonly items: readonly Item[] | undefined;
  /** How many lie here under an earlier password. */
  readonly closed: number;
}

const store = createStore<Outbox>({ items: undefined, closed: 0 });
export const useOutbox = store.use;

async function opened(userId: string, rows: readonly KeptItem[]) {
  const items = await Promise.all(
    rows.map(async ({ sealed }): Promise<Item | undefined> => unsealJson(userId, sealed)),
  );
  return items
    .flatMap((item) => item ?? [])
    .toSorted((a, b) => a.writtenAt - b.writtenAt || a.id.localeCompare(b.id));
}

export async function readItems(userId: string) {
  return opened(userId, await deviceDb.items.where({ userId }).toArray());
}

/** Follows the device, also what other tabs write; the count in the header comes from here. */
export function followOutbox(userId: string) {
  const rows = liveQuery(async () => {
    const kept = await deviceDb.items.where({ userId }).toArray();
    // Read so that opening the vault tells again.
    await deviceDb.openKeys.get(userId);
    return kept;
  });
  const { unsubscribe } = rows.subscribe(async (kept) => {
    setUnsentCount(kept.length);
    const items = await opened(userId, kept);
    store.set({ items, closed: kept.length - items.length });
  });
  return () => {
    unsubscribe();
    setUnsentCount(0);
    store.set({ items: undefined, closed: 0 });
  };
}

async function sealedRow(userId: string, item: Item): Promise<KeptItem> {
  const sealed = await sealJson(userId, item);
  if (!sealed) throw new Error("the device is locked");
  return { id: item.id, userId, sealed };
}

export async function write(userId: string, { keep, forget }: Change) {
  const rows = await Promise.all(keep.map((item) => sealedRow(userId, item)));
  await deviceDb.transaction("rw", [deviceDb.items, deviceDb.photos], async () => {
    // An item that was discarded meanwhile stays so.
    const present = await deviceDb.items.bulkGet(rows.map(({ id }) => id));
    await deviceDb.items.bulkPut(rows.filter((_, index) => present[index]));
    await deviceDb.items.bulkDelete([...forget]);
    await deviceDb.photos.where("itemId").anyOf(forget).delete();
  });
}

export interface Picture {
  readonly photo: Photo;
  readonly bytes: ArrayBuffer;
}

/** Puts in a new item, or one that was edited, with its photos; those it has no more are removed. */
export async function put(userId: string, item: Item, pictures: readonly Picture[]) {
  const row = await sealedRow(userId, item);
  const photos = await Promise.all(
    pictures.map(async ({ photo, bytes }) => {
      const sealed = await seal(userId, bytes);
      if (!sealed) throw new Error("the device is locked");
      return { id: photo.id, itemId: item.id, userId, sealed };
    }),
  );
  const named = new Set(item.photos.map(({ id }) => id));
  await deviceDb.transaction("rw", [deviceDb.items, deviceDb.photos], async () => {
    await deviceDb.items.put(row);
    await deviceDb.photos.bulkPut(photos);
    await deviceDb.photos
      .where({ itemId: item.id })
      .filter(({ id }) => !named.has(id))
      .delete();
  });
}

export async function photoBytes(userId: string, photoId: string) {
  const row = await deviceDb.photos.get(photoId);
  return row && unseal(userId, row.sealed);
}
