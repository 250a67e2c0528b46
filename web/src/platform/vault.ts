// The keys of what is kept on this device. Each person has a random key, which never leaves the
// browser in the clear: a key made from the password (PBKDF2) wraps it. While the person is signed
// in it lies in the database as a CryptoKey that no script can read out, so that a restart needs no
// password; locking the screen removes it, and then only the password opens it again.
import { deviceDb, type OpenKeys, type Sealed, type Vault } from "./device-db";

const rounds = 600_000;
const keptForMs = 7 * 24 * 3_600_000;
const aes = { name: "AES-GCM", length: 256 } as const;
const uses = ["encrypt", "decrypt"] as const;

/** Whether this page may keep secrets: browsers give the means over HTTPS only. */
export const canKeep = () => globalThis.crypto?.subtle !== undefined;

async function wrapperOf(password: string, salt: Uint8Array<ArrayBuffer>, count: number) {
  const bytes = new TextEncoder().encode(password);
  const from = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: count };
  return crypto.subtle.deriveKey(how, from, aes, false, ["wrapKey", "unwrapKey"]);
}

/** The key within, or nothing when the password does not fit. */
async function unwrapped(vault: Vault, password: string, mayLeave = false) {
  const wrapper = await wrapperOf(password, vault.salt, vault.rounds);
  const how = { name: "AES-GCM", iv: vault.iv };
  return crypto.subtle
    .unwrapKey("raw", vault.wrapped, wrapper, how, aes, mayLeave, [...uses])
    .catch(() => undefined);
}

async function wrappedUnder(password: string, key: CryptoKey) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapper = await wrapperOf(password, salt, rounds);
  const wrapped = await crypto.subtle.wrapKey("raw", key, wrapper, { name: "AES-GCM", iv });
  return { salt, iv, wrapped, rounds };
}

const vaultsOf = (userId: string) => deviceDb.vaults.where({ userId }).toArray();

async function keysUnder(userId: string, password: string) {
  const found = await Promise.all(
    (await vaultsOf(userId)).map(async ({ id, ...vault }) => {
      const key = await unwrapped({ id, ...vault }, password);
      return key ? [{ id, key, madeAt: vault.madeAt }] : [];
    }),
  );
  return found.flat().toSorted((a, b) => b.madeAt - a.madeAt);
}

async function keepOpen(userId: string, keys: OpenKeys["keys"]) {
  await deviceDb.openKeys.put({ userId, keys: keys.map(({ id, key }) => ({ id, key })) });
}

/** After the server took the password: opens what it opens, and makes a key where none does. */
export async function openVault(userId: string, password: string) {
  let keys = await keysUnder(userId, password);
  if (keys.length === 0) {
    const key = await crypto.subtle.generateKey(aes, true, [...uses]);
    const id = crypto.randomUUID();
    const madeAt = Date.now();
    const vault = { id, userId, madeAt, ...(await wrappedUnder(password, key)) };
    await deviceDb.vaults.add(vault);
    keys = await keysUnder(userId, password);
  }
  // Who can sign in again is not closed any more.
  await deviceDb.vaults.where({ userId }).modify({ removeAt: undefined });
  await keepOpen(userId, keys);
}

/** Without the server: opens what the password opens, and says whether that was anything. */
export async function unlockVault(userId: string, password: string) {
  const keys = await keysUnder(userId, password);
  if (keys.length > 0) await keepOpen(userId, keys);
  return keys.length > 0;
}

/** Opens, beside what is open, what an earlier password closed. */
export async function openEarlier(userId: string, earlier: string) {
  const more = await keysUnder(userId, earlier);
  const open = await deviceDb.openKeys.get(userId);
  const known = new Set(open?.keys.map(({ id }) => id));
  const fresh = more.filter(({ id }) => !known.has(id));
  if (open && fresh.length > 0) await keepOpen(userId, [...open.keys, ...fresh]);
  return fresh.length > 0;
}

/** The password was changed here: the same keys, wrapped by the new one. */
export async function rewrapVaults(userId: string, before: string, now: string) {
  for (const vault of await vaultsOf(userId)) {
    const key = await unwrapped(vault, before, true);
    if (key) await deviceDb.vaults.put({ ...vault, ...(await wrappedUnder(now, key)) });
  }
}

/** The screen locks: only the password opens it again. */
export const closeVault = (userId: string) => deviceDb.openKeys.delete(userId);

/** The server refuses a password that fits here: the account was closed, or the password reset. */
export async function retireVault(userId: string) {
  await closeVault(userId);
  await deviceDb.answers.where({ userId }).delete();
  await deviceDb.vaults.where({ userId }).modify({ removeAt: Date.now() + keptForMs });
}

/** Removes everything of a person. */
export async function wipeVault(userId: string) {
  const { vaults, openKeys, answers, items, photos } = deviceDb;
  await deviceDb.transaction("rw", [vaults, openKeys, answers, items, photos], async () => {
    for (const table of [vaults, openKeys, answers, items, photos]) {
      await table.where({ userId }).delete();
    }
  });
}

/** Removes what closed accounts left here a week ago. */
export async function wipeRetired(now: number) {
  const old = await deviceDb.vaults.filter(({ removeAt }) => (removeAt ?? now) < now).toArray();
  for (const { userId } of old) await wipeVault(userId);
}

async function openKey(userId: string, keyId?: string) {
  const open = await deviceDb.openKeys.get(userId);
  return keyId ? open?.keys.find(({ id }) => id === keyId) : open?.keys[0];
}

/** Encrypts under the person's newest key; nothing when the screen is locked. */
export async function seal(userId: string, bytes: BufferSource): Promise<Sealed | undefined> {
  const open = await openKey(userId);
  if (!open) return undefined;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, open.key, bytes);
  return { keyId: open.id, iv, bytes: sealed };
}

/** Decrypts; nothing when the key is not open. */
export async function unseal(userId: string, { keyId, iv, bytes }: Sealed) {
  const open = await openKey(userId, keyId);
  if (!open) return undefined;
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, open.key, bytes).catch(() => undefined);
}

export const sealJson = (userId: string, value: unknown) =>
  seal(userId, new TextEncoder().encode(JSON.stringify(value)));

/** The value as it was sealed; who asks knows its type, since only its own kind is kept there. */
export async function unsealJson(userId: string, sealed: Sealed) {
  const bytes = await unseal(userId, sealed);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}
