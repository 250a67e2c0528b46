import { expect, it } from "vitest";
import type { AgencyNode } from "./all";
import { forestOf, pruned } from "./tree";

const agency = (id: string, parent?: string, guiding?: string): AgencyNode => ({
  id,
  name: id,
  level: "COUNTY",
  branch: null,
  endedOn: null,
  parent: parent ? { id: parent } : null,
  guiding: guiding ? { id: guiding } : null,
});
const all = [
  agency("省厅"),
  agency("市局", "省厅"),
  agency("支队", "市局", "省厅"),
  agency("县局", "市局"),
  agency("大队", "县局", "支队"),
];

it("puts a brigade below the county along one line and below the city along the other", () => {
  const [corps] = forestOf(all, "parent");
  expect(corps?.below[0]?.below.map((tree) => tree.agency.id)).toEqual(["县局", "支队"]);
  const guided = forestOf(all, "guiding");
  expect(guided.map((tree) => tree.agency.id)).toEqual(["省厅", "市局", "县局"]);
  expect(guided[0]?.below[0]?.below[0]?.agency.id).toBe("大队");
});

it("keeps what matches and what stands above it", () => {
  const [corps] = pruned(forestOf(all, "parent"), "大");
  expect(corps?.below[0]?.below.map((tree) => tree.agency.id)).toEqual(["县局"]);
});
