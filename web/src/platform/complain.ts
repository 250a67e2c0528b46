import i18n from "i18next";
import type { CombinedError } from "urql";
import { adviceOf, wordsFor } from "./problem";
import { toast } from "./toast";

/** The failure in words: the server's own where it speaks to a person, else those of the code. */
export function saidOf(error: CombinedError) {
  return adviceOf(error) ?? i18n.t(wordsFor(error));
}

export function complain(error: CombinedError) {
  toast("bad", saidOf(error));
}
