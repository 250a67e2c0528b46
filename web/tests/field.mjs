// An officer in the field: photos, the network and its cuts, and a look into the device.
import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { crc32, deflateSync } from "node:zlib";

/** A photo that does not compress: a PNG of random pixels. */
export function photo(name) {
  const [width, height] = [320, 240];
  const rows = Buffer.concat(
    Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), randomBytes(width * 3)])),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [
    ["IHDR", header],
    ["IDAT", deflateSync(rows)],
    ["IEND", Buffer.alloc(0)],
  ].map(([type, data]) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return { name, mimeType: "image/png", buffer: Buffer.concat([signature, ...chunks]) };
}

/** Waits until everything for the field lies on the device and the service worker holds the app. */
export async function untilKept({ page }) {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const end = Date.now() + 60_000;
  for (let before = -1; ; ) {
    const kept = await count(page, "answers");
    if (kept > 5 && kept === before) return;
    if (Date.now() > end) throw new Error(`only ${kept} answers are on the device`);
    before = kept;
    await page.waitForTimeout(1_500);
  }
}

/** How many rows a table of the device has. */
export async function count(page, table) {
  return (await rows(page, table)).length;
}

/** What lies on the device, as text: bytes as characters. */
export function rows(page, table) {
  return page.evaluate(async (name) => {
    const ask = (asked) =>
      new Promise((done, failed) => {
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
    const db = await ask(indexedDB.open("wanqi"));
    const found = db.objectStoreNames.contains(name)
      ? await ask(db.transaction(name).objectStore(name).getAll())
      : [];
    db.close();
    const text = (value) => {
      if (value instanceof CryptoKey) return `key:${value.extractable}`;
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        return new TextDecoder("utf-8").decode(value);
      }
      if (typeof value !== "object" || value === null) return String(value);
      return Object.entries(value)
        .map(([key, inner]) => `${key}=${text(inner)}`)
        .join(";");
    };
    return found.map(text);
  }, table);
}

/** Asks the API as whoever is signed in on the page. */
export async function ask({ page }, query, variables = {}) {
  const answer = await page.evaluate(
    async (body) => {
      const response = await fetch("/graphql", {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    { query, variables },
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/**
 * Cuts the network at the first try of each thing that is sent: before the server hears of it, in
 * the middle of its bytes, or after the server took it and before its answer came.
 */
export async function cutEverything({ context }, server, ways) {
  const cuts = [];
  const sent = new Set();
  const left = {
    upload: [...ways.upload],
    LogVisit: [...ways.LogVisit],
    SubmitRequest: [...ways.SubmitRequest],
  };
  const cut = async (route, kind, identity) => {
    const way = sent.has(identity) ? undefined : left[kind]?.shift();
    sent.add(identity);
    if (!way) return route.continue();
    if (way === "after") await route.fetch();
    if (way === "middle") await half(route.request(), server);
    await context.setOffline(true);
    await route.abort("internetdisconnected");
    cuts.push(`${kind} ${way}`);
  };
  await context.route("**/attachments?*", (route) => {
    const body = route.request().postDataBuffer();
    return cut(route, "upload", createHash("sha256").update(body).digest("hex"));
  });
  await context.route("**/graphql", (route) => {
    const body = route.request().postData() ?? "";
    const [, kind] = body.match(/mutation (LogVisit|SubmitRequest)\b/) ?? [];
    return kind
      ? cut(route, kind, kind + JSON.parse(body).variables.input.clientId)
      : route.continue();
  });
  return { cuts };
}

/** Sends the head and half of the bytes, then hangs up. */
async function half(request, server) {
  const body = request.postDataBuffer();
  const headers = await request.allHeaders();
  for (const name of Object.keys(headers)) if (name.startsWith(":")) delete headers[name];
  const { hostname, port, pathname, search } = new URL(request.url(), server.url);
  await new Promise((done) => {
    const out = httpRequest({
      hostname,
      port,
      path: pathname + search,
      method: "POST",
      headers: { ...headers, "content-length": body.length },
    });
    out.on("error", done).on("close", done);
    out.write(body.subarray(0, body.length / 2), () => setTimeout(() => out.destroy(), 50));
  });
}
