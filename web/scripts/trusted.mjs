// The hashes of the documents that the client sends, for a server that takes no others: as urql
// prints them, with `__typename` where its cache adds it and without.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { formatDocument, stringifyDocument } from "@urql/core";

const gql = new URL("../src/gql/", import.meta.url);
const hashes = new Set();
for (const file of readdirSync(gql)) {
  for (const document of documentsOf(readFileSync(new URL(file, gql), "utf8"))) {
    for (const sent of [document, formatDocument(document)]) {
      hashes.add(createHash("sha256").update(stringifyDocument(sent)).digest("hex"));
    }
  }
}
writeFileSync(new URL("../dist/trusted.json", import.meta.url), JSON.stringify([...hashes].sort()));
console.log(`${hashes.size} hashes of trusted documents`);

/** The operations of a generated module, whose constants are plain data but for their types. */
function documentsOf(module) {
  const constants = [...module.matchAll(/^export const (\w+) = (.*) as unknown as .*;$/gm)];
  const body = constants.map(([, name, value]) => `const ${name} = ${value};`).join("\n");
  const names = constants.map(([, name]) => name).filter((name) => name.endsWith("Document"));
  return new Function(`${body}\nreturn [${names.join(", ")}];`)();
}
