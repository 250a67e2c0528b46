// Brotli beside each text file, for the server to send as it is; only where it makes it smaller.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const dist = new URL("../dist", import.meta.url).pathname;
for (const entry of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg|webmanifest)$/.test(entry)) continue;
  const path = join(dist, entry);
  const whole = readFileSync(path);
  const small = brotliCompressSync(whole, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
    },
  });
  if (small.length < whole.length) writeFileSync(`${path}.br`, small);
}
