import { expect, it } from "vitest";
import { toInput, toInstant } from "./moment";

it("shows an instant in the county's time and reads it back", () => {
  expect(toInput("2026-02-07T01:30:00Z")).toBe("2026-02-07T09:30");
  expect(toInstant("2026-02-07T09:30")).toBe("2026-02-07T01:30:00.000Z");
});
