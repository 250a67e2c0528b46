import { expect, it } from "vitest";
import { csvLine, decoded, rowsOf } from "./csv";

it("numbers rows by the line they begin on", () => {
  const rows = rowsOf('\uFEFF名称,地址\r\n甲,"一,二\r\n三"\r\n\r\n乙,""""\r\n');
  expect([...rows]).toEqual([
    [1, ["名称", "地址"]],
    [2, ["甲", "一,二\n三"]],
    [5, ["乙", '"']],
  ]);
});

it("reads both encodings", () => {
  expect(decoded(new TextEncoder().encode("镇街").slice().buffer)).toBe("镇街");
  expect(decoded(new Uint8Array([0xd5, 0xf2, 0xbd, 0xd6]).buffer)).toBe("镇街");
});

it("writes cells that a spreadsheet reads back and does not run", () => {
  expect(csvLine([3, 'a"b', "=1+1"])).toBe('3,"a""b",\'=1+1');
});
