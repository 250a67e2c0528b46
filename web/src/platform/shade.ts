import { remembered } from "./remembered";
import { createStore } from "./store";
import { paint, type Shade } from "./theme";

export type ShadeChoice = Shade | "system";

const kept = remembered<ShadeChoice>("shade", ["light", "dark", "system"], "system");
const system = matchMedia("(prefers-color-scheme: dark)");
const store = createStore({ choice: kept.read(), shade: resolved(kept.read()) });

function resolved(choice: ShadeChoice): Shade {
  if (choice !== "system") return choice;
  return system.matches ? "dark" : "light";
}

export function chooseShade(choice: ShadeChoice) {
  kept.write(choice);
  const shade = resolved(choice);
  paint(shade);
  store.set({ choice, shade });
}

export function startShade() {
  paint(store.read().shade);
  system.addEventListener("change", () => chooseShade(store.read().choice));
}

export const useShade = store.use;
