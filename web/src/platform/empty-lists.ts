// The cache knows what an answer holds by the types of its objects, and an empty list holds none. It
// is told the type of the rows as well, so that the first one that is made has the list read again.
import { type Exchange, makeOperation, mapExchange } from "urql";

const suffix = "Connection";

/** The types of rows of all lists in an answer: `Visit` for a `VisitConnection`. */
export function rowTypesIn(data: unknown): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(rowTypesIn);
  if (typeof data !== "object" || data === null) return [];
  const found = Object.values(data).flatMap(rowTypesIn);
  const name = "__typename" in data ? data.__typename : undefined;
  return typeof name === "string" && name.endsWith(suffix)
    ? [name.slice(0, -suffix.length), ...found]
    : found;
}

export const emptyLists: Exchange = mapExchange({
  onResult(result) {
    const { operation, data } = result;
    if (operation.kind !== "query") return result;
    const { context } = operation;
    const additionalTypenames = [...(context.additionalTypenames ?? []), ...rowTypesIn(data)];
    return {
      ...result,
      operation: makeOperation(operation.kind, operation, {
        ...context,
        additionalTypenames: [...new Set(additionalTypenames)],
      }),
    };
  },
});
