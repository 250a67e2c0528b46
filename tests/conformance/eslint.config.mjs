// What `@graphql-eslint` may not complain of, and why. Everything else of its rule sets
// `schema-recommended` and `schema-relay` holds as it stands.
import { fileURLToPath } from "node:url";
import graphql from "@graphql-eslint/eslint-plugin";

const schema = fileURLToPath(new URL("../../schema.graphql", import.meta.url));
const { configs, parser } = graphql;

// Parts of the row above them, figures that are computed when they are asked for, and whoever asks:
// there is nothing to fetch again by an id.
const values = [
  "BindingBan",
  "BranchFit",
  "CalendarDay",
  "CaseloadBar",
  "CaseloadPicture",
  "ChangeList",
  "CountedDay",
  "Dashboard",
  "DemandForecast",
  "DiversionMonth",
  "DiversionShare",
  "DueExplanation",
  "EscalationStep",
  "ExportProgress",
  "Figure",
  "FigureRows",
  "FigureShare",
  "ImportColumn",
  "ImportProgress",
  "Inbox",
  "InboxCount",
  "KioskCapacity",
  "KioskDay",
  "KioskTotal",
  "PageInfo",
  "PlanShortfall",
  "PlanTownShortfall",
  "ProgressStep",
  "RequestProgress",
  "TimeSpan",
  "Viewer",
];

const exceptions = {
  "@graphql-eslint/strict-id-in-types": [
    "error",
    {
      // A connection and an edge have no id by Relay's specification; a payload wraps what has one.
      exceptions: { suffixes: ["Connection", "Edge", "Payload"], types: values },
    },
  ],
  // Every list is paged forward; Relay's specification asks for one way or both.
  "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
  // Lists that cannot grow are plain (`topics: [String!]!`), and `nodes` saves clients the edges.
  "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
};

// One word, `username`, the same in `login`: no prefix of the type's name.
const isUsername = ({ ruleId, message }) =>
  ruleId === "@graphql-eslint/no-typename-prefix" && message.startsWith('Field "username" ');

export default [
  {
    files: ["**/*.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema } } },
    processor: {
      meta: { name: "wanqi/username" },
      preprocess: (text) => [text],
      postprocess: ([messages]) => messages.filter((message) => !isUsername(message)),
    },
    rules: {
      ...configs["flat/schema-recommended"].rules,
      ...configs["flat/schema-relay"].rules,
      ...exceptions,
    },
  },
];
