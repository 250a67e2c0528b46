// Fetched only when English is chosen.
import { gathered } from "./words";

export const words = gathered({
  ...import.meta.glob("./words.en.ts", { eager: true, import: "default" }),
  ...import.meta.glob("../features/*/words.en.ts", { eager: true, import: "default" }),
});
