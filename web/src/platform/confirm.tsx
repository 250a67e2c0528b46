import { lazy, Suspense } from "react";
import { createStore } from "./store";

export interface Question {
  readonly title: string;
  readonly body?: string;
  readonly yes: string;
  /** What cannot be undone is asked in red. */
  readonly danger?: boolean;
}

interface Asked extends Question {
  readonly answer: (yes: boolean) => void;
}

const store = createStore<Asked | undefined>(undefined);
const ConfirmDialog = lazy(() => import("./confirm-dialog"));

/** `if (await confirm({...}))`: asks, and says whether the person agreed. */
export function confirm(question: Question) {
  return new Promise<boolean>((answer) => {
    store.set({
      ...question,
      answer: (yes) => {
        store.set(undefined);
        answer(yes);
      },
    });
  });
}

/** Stands once in the app; the dialog itself is fetched with the first question. */
export function ConfirmHost() {
  const asked = store.use();
  return asked ? (
    <Suspense>
      <ConfirmDialog {...asked} />
    </Suspense>
  ) : null;
}
