// Short news over the bar on top, where no title, tab bar or thumb is.
import { createStore } from "./store";
import "./toast.css";

type Mood = "good" | "bad" | "info";

interface Toast {
  readonly id: number;
  readonly mood: Mood;
  readonly words: string;
}

const store = createStore<readonly Toast[]>([]);
let next = 1;

export function toast(mood: Mood, words: string) {
  const id = next++;
  // The newest alone: there is room for one before it would lie over the title of the page.
  store.set([{ id, mood, words }]);
  setTimeout(() => store.set(store.read().filter((one) => one.id !== id)), 5_000);
}

export function Toasts() {
  return (
    <div className="toasts no-print" role="status" aria-live="polite">
      {store.use().map(({ id, mood, words }) => (
        <div key={id} className={`toast tone-${mood}`}>
          {words}
        </div>
      ))}
    </div>
  );
}
