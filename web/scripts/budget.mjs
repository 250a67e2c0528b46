// Fails the build when an officer's first screen weighs too much, or when a built file names a
// public address: the client runs in closed networks and must fetch nothing from outside.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const limit = 250 * 1024;
const dist = new URL("../dist", import.meta.url).pathname;

// What an officer needs before the first screen shows: the app, and the screen it opens on.
const firstScreens = [
  "index.html",
  "src/features/today/today.tsx",
  "src/features/enterprises/list.tsx",
];

// Text in libraries that is never fetched.
const tolerated = [
  /^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xlink|1999\/xhtml|1998\/Math\/MathML|XML\/1998\/namespace)/, // XML namespaces
  /^https:\/\/react\.dev\/errors\//, // React's error numbers, printed to the console
  /^https:\/\/github\.com\/ungap\/url-search-params\.$/, // words of an error in react-router
  /^https:\/\/(locize\.com$|www\.i18next\.com\/translation-function\/)/, // words of i18next's console
  /^https:\/\/reactrouter\.com\//, // words of an error in react-router
  /^https:\/\/bit\.ly\/wb-precache$/, // words of an error in the service worker's library
  /^https:\/\/tinyurl\.com\/y2uuvskb$|^http:\/\/bit\.ly\/2kdckMn$/, // words of errors in dexie
  /^https?:\/\/localhost/, // the base react-router parses relative addresses against
];

const built = JSON.parse(readFileSync(join(dist, "build.json"), "utf8"));
const files = new Set(["index.html"]);
const seen = new Set();
function need(key) {
  if (seen.has(key)) return;
  seen.add(key);
  const chunk = built[key];
  if (!chunk) throw new Error(`the build has no ${key}`);
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const imported of chunk.imports ?? []) need(imported);
}
for (const screen of firstScreens) need(screen);

const sizes = [...files].map((file) => [
  file,
  brotliCompressSync(readFileSync(join(dist, file))).length,
]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [file, size] of sizes.toSorted((a, b) => b[1] - a[1])) {
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(8)} KB  first load, of ${limit / 1024} KB`);

const found = [];
for (const entry of readdirSync(dist, { recursive: true })) {
  if (!/\.(js|css|html|svg|webmanifest)$/.test(entry)) continue;
  const text = readFileSync(join(dist, entry), "utf8");
  for (const [address] of text.matchAll(/https?:\/\/[a-zA-Z0-9][^\s"'`<>\\)]*/g)) {
    if (!tolerated.some((pattern) => pattern.test(address))) found.push(`${entry}: ${address}`);
  }
}

// Only this script reads it; the server need not embed it.
rmSync(join(dist, "build.json"));

for (const line of found) console.error(`public address in ${line}`);
if (total > limit) console.error("the first load is over its budget");
if (found.length > 0 || total > limit) process.exit(1);
