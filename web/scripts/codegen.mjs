// Types of the server's schema and one typed module of documents a feature, so that a screen's
// chunk holds only its own documents.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import * as typescript from "@graphql-codegen/typescript";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const src = new URL("../src/", import.meta.url);
const out = new URL("gql/", src);
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const schema = parse(read("../../schema.graphql"));
const text = "string";
const config = {
  enumsAsTypes: true,
  enumType: "string-literal",
  useTypeImports: true,
  immutableTypes: true,
  addTypename: true,
  dedupeFragments: true,
  documentMode: "documentNode",
  defaultScalarType: "unknown",
  scalars: {
    ID: text,
    Date: text,
    DateTime: text,
    UUID: text,
    ApiScope: text,
    CNY: "number",
    JSON: "unknown",
  },
};

async function write(name, plugins, documents) {
  const pluginMap = { typescript, operations, typedDocumentNode };
  const body = await codegen({
    schema,
    documents,
    config,
    filename: name,
    plugins: plugins.map((plugin) => ({ [plugin]: {} })),
    pluginMap,
  });
  writeFileSync(new URL(name, out), body);
}

function documentsIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".graphql"))
    .sort()
    .map((file) => {
      const location = new URL(file, folder);
      return { location: location.pathname, document: parse(readFileSync(location, "utf8")) };
    });
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
await write("schema.ts", ["typescript"], []);
const folders = readdirSync(new URL("features/", src)).map((name) => [name, `features/${name}/`]);
for (const [name, path] of [["platform", "platform/"], ...folders]) {
  const documents = documentsIn(new URL(path, src));
  if (documents.length) await write(`${name}.ts`, ["operations", "typedDocumentNode"], documents);
}
