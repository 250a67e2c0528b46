// What is kept on this device, for every person who works here offline. All of it but ids and
// salts is encrypted under keys of `vault.ts`. Fetched when it is first needed, never before the
// first screen.
import { Dexie, type EntityTable, type Table } from "dexie";

/** Bytes under AES-GCM, and which key opens them. */
export interface Sealed {
  readonly keyId: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** A person's key, wrapped by one made from the password. */
export interface Vault {
  readonly id: string;
  readonly userId: string;
  readonly madeAt: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly wrapped: ArrayBuffer;
  /** The account was closed: what it holds goes then. */
  readonly removeAt?: number | undefined;
}

/** Keys in use, until the screen locks; scripts cannot read them out. */
export interface OpenKeys {
  readonly userId: string;
  readonly keys: readonly { readonly id: string; readonly key: CryptoKey }[];
}

export interface KeptAnswer {
  readonly userId: string;
  readonly key: string;
  readonly at: number;
  readonly sealed: Sealed;
}

export interface KeptItem {
  readonly id: string;
  readonly userId: string;
  readonly sealed: Sealed;
}

export interface KeptPhoto {
  readonly id: string;
  readonly itemId: string;
  readonly userId: string;
  readonly sealed: Sealed;
}

class DeviceDb extends Dexie {
  declare vaults: EntityTable<Vault, "id">;
  declare openKeys: EntityTable<OpenKeys, "userId">;
  declare answers: Table<KeptAnswer, [string, string]>;
  declare items: EntityTable<KeptItem, "id">;
  declare photos: EntityTable<KeptPhoto, "id">;
}

export const deviceDb = new DeviceDb("wanqi");
deviceDb.version(1).stores({
  vaults: "id, userId",
  openKeys: "userId",
  answers: "[userId+key], userId",
  items: "id, userId",
  photos: "id, itemId, userId",
});
