import { expect, it } from "vitest";
import { daysOf, spansOf, spansText, wrongDay } from "./spans";

it("reads office hours as people type them, and writes them back", () => {
  const spans = spansOf("8:30-12:00、14：00至17:30");
  expect(spans).toEqual([
    { from: "08:30", to: "12:00" },
    { from: "14:00", to: "17:30" },
  ]);
  expect(spansOf(spansText(spans))).toEqual(spans);
});

it("reads days as an announcement has them", () => {
  expect(daysOf("1月1日、2027-02-06 10月1日", 2027)).toEqual([
    "2027-01-01",
    "2027-02-06",
    "2027-10-01",
  ]);
});

it("finds what is no day", () => {
  expect(wrongDay(["2028-01-03", "2028-02-29"])).toBeUndefined();
  expect(wrongDay(["2028-01-03", "2028-02-30"])).toBe("2028-02-30");
  expect(wrongDay(["元旦"])).toBe("元旦");
});
