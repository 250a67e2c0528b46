import { expect, it } from "vitest";
import { grouped, includes, toggled, topicWords } from "./topics";

it("groups topics by area and kind, and shows what it does not know yet", () => {
  const groups = grouped([
    "comet.seen",
    "enterprise.created",
    "search_entry.created",
    "visit.cancelled",
    "visit.created",
    "visit.logged",
    "visit.planned",
  ]);
  expect(groups).toEqual([
    { area: "registers", kinds: [{ kind: "enterprise", verbs: ["created"] }] },
    {
      area: "visits",
      kinds: [{ kind: "visit", verbs: ["planned", "logged", "cancelled", "created"] }],
    },
    { area: "other", kinds: [{ kind: "comet", verbs: ["seen"] }] },
  ]);
});

it("takes a whole kind for each of its topics, and each of its topics for the whole kind", () => {
  const verbs = ["logged", "planned"];
  expect(toggled([], "visit.logged", verbs)).toEqual(["visit.logged"]);
  expect(toggled(["visit.logged"], "visit.planned", verbs)).toEqual(["visit.*"]);
  expect(toggled(["kiosk.*", "visit.*"], "visit.logged", verbs)).toEqual([
    "kiosk.*",
    "visit.planned",
  ]);
  expect(toggled(["visit.logged"], "visit.*", verbs)).toEqual(["visit.*"]);
  expect(toggled(["visit.*"], "visit.*", verbs)).toEqual([]);
  expect(includes(["visit.*"], "visit.logged")).toBe(true);
  expect(includes(["*"], "visit.logged")).toBe(true);
  expect(includes(["visit.logged"], "visit.planned")).toBe(false);
});

it("says a topic in words as far as there are any", () => {
  const known: Record<string, string> = {
    "kinds.visit": "走访",
    "verbs.logged": "已登记",
    allOfKind: "全部",
  };
  const words = (key: string) => known[key];
  expect(topicWords("visit.logged", words)).toBe("走访 · 已登记");
  expect(topicWords("visit.*", words)).toBe("走访 · 全部");
  expect(topicWords("comet.seen", words)).toBe("comet · seen");
});
