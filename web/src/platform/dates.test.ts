import { describe, expect, it } from "vitest";
import { dayOf, daysBetween, formatDay, formatDistance, formatWhen } from "./dates";

const noon = Date.parse("2026-02-07T04:00:00Z");

describe("dates", () => {
  it("names a day in both languages", () => {
    expect(formatDay("2026-02-07", "zh")).toBe("2026年2月7日");
    expect(formatDay("2026-02-07", "en")).toBe("7 Feb 2026");
  });

  it("takes the day of Shanghai, which begins at 16:00 UTC", () => {
    expect(dayOf("2026-02-06T15:59:59Z")).toBe("2026-02-06");
    expect(dayOf("2026-02-06T16:00:00Z")).toBe("2026-02-07");
  });

  it("counts whole days either way", () => {
    expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2);
    expect(daysBetween("2026-03-01", "2026-02-27")).toBe(-2);
    expect(formatDistance("2026-02-04", "2026-02-07", "zh")).toBe("3天前");
  });

  it("says how long ago something was while that is of use", () => {
    expect(formatWhen("2026-02-07T03:59:30Z", noon, "zh")).toBe("刚刚");
    expect(formatWhen("2026-02-07T03:55:00Z", noon, "zh")).toBe("5分钟前");
    expect(formatWhen("2026-02-07T01:10:00Z", noon, "zh")).toBe("今天 09:10");
    expect(formatWhen("2026-02-06T01:10:00Z", noon, "zh")).toBe("昨天 09:10");
    expect(formatWhen("2026-01-02T01:10:00Z", noon, "zh")).toBe("2026年1月2日");
  });
});
