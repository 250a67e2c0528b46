// What the public linters of schemas say of the one that is checked in: nothing.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { configuration, validator } from "graphql-schema-linter";

const root = fileURLToPath(new URL("../../", import.meta.url));
const schemaPath = `${root}schema.graphql`;

test("graphql-eslint reports nothing", async () => {
  const overrideConfigFile = fileURLToPath(new URL("eslint.config.mjs", import.meta.url));
  const eslint = new ESLint({ cwd: root, overrideConfigFile });
  const [{ messages }] = await eslint.lintFiles([schemaPath]);
  assert.deepEqual(
    messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`),
    [],
  );
});

test("graphql-schema-linter reports nothing, by all its rules", async () => {
  const { loadSchema } = createRequire(import.meta.url)("graphql-schema-linter/lib/schema.js");
  const schema = await loadSchema({ schemaPaths: [schemaPath] });
  const options = new configuration.Configuration(schema);
  const findings = validator.validateSchemaDefinition(schema, options.getRules(), options);
  assert.deepEqual(
    findings.map(
      ({ locations, ruleName, message }) => `${locations[0].line} ${ruleName}: ${message}`,
    ),
    [],
  );
});
