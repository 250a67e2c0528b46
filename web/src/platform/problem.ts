// What went wrong, by the stable code of the API and never by its words.
import { CombinedError } from "urql";

const codes = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "BAD_INPUT",
  "CONFLICT",
  "ILLEGAL_STATE",
  "IDEMPOTENCY_MISMATCH",
  "LIMIT_REACHED",
  "TOO_COSTLY",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;

/** The codes of the API, and OFFLINE when the server was not reached. */
export type ProblemCode = (typeof codes)[number] | "OFFLINE";

export function codeOf(error: CombinedError): ProblemCode {
  const said = error.graphQLErrors[0]?.extensions.code;
  const code = codes.find((known) => known === said);
  if (code) return code;
  return error.networkError ? "OFFLINE" : "INTERNAL";
}

/** The input field a BAD_INPUT is about. */
export function fieldOf(error: CombinedError): string | undefined {
  const field = error.graphQLErrors[0]?.extensions.field;
  return typeof field === "string" ? field : undefined;
}

/** What the server says to a person about it; in the language that was asked for. */
export function adviceOf(error: CombinedError): string | undefined {
  const code = codeOf(error);
  const said = error.graphQLErrors[0];
  const speaks = code === "BAD_INPUT" || code === "ILLEGAL_STATE" || code === "LIMIT_REACHED";
  // Those of the GraphQL engine are words to a developer.
  return speaks && said?.extensions.reason !== "bad_query" ? said?.message : undefined;
}

/** The key of the words for a code. */
export function wordsFor(error: CombinedError) {
  return `app.problems.${codeOf(error)}`;
}

/** A field refused by the form itself, as the server would say it. */
export function refused(field: string, message: string) {
  const extensions = { code: "BAD_INPUT", reason: "form", field };
  return new CombinedError({ graphQLErrors: [{ message, extensions }] });
}
