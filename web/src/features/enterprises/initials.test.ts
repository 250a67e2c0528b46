import { expect, it } from "vitest";
import { initialsOf, isFound } from "./initials";

it("knows the initials of common characters", () => {
  expect(initialsOf("诸暨袜业")).toBe("zjwy");
  expect(initialsOf("大唐珍珠3号")).toBe("dtzz3h");
  expect(initialsOf("安华枫桥店口")).toBe("ahfqdk");
});

it("finds a firm by two characters, by initials, and by parts", () => {
  expect(isFound("诸暨市恒达袜业有限公司", "大唐街道", "袜业")).toBe(true);
  expect(isFound("诸暨市恒达袜业有限公司", "大唐街道", "hdwy")).toBe(true);
  expect(isFound("诸暨市恒达袜业有限公司", "大唐街道", "恒达 大唐")).toBe(true);
  expect(isFound("诸暨市恒达袜业有限公司", "大唐街道", "珍珠")).toBe(false);
});
