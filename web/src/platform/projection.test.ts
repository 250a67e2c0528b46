import { expect, it } from "vitest";
import { projection } from "./projection";

const west = { longitude: 120, latitude: 29.5 };
const east = { longitude: 120.4, latitude: 29.9 };

it("keeps north up and everything inside", () => {
  const place = projection([west, east], 480, 400, 40);
  expect(place(west).x).toBeLessThan(place(east).x);
  expect(place(west).y).toBeGreaterThan(place(east).y);
  expect(place({ longitude: 102.7, latitude: 25 })).toEqual({ x: 8, y: 392 });
});

it("places a single town in the middle", () => {
  expect(projection([west], 480, 400, 40)(west)).toEqual({ x: 240, y: 200 });
});
