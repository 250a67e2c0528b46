// Which answers lie on the device of somebody who works away from a desk.
import type { Operation } from "urql";

const names = new Set(["Enterprises", "Enterprise", "Towns", "Today"]);

export function isKept({ query, variables }: Operation) {
  const isNamed = query.definitions.some(
    (one) => one.kind === "OperationDefinition" && names.has(one.name?.value ?? ""),
  );
  // Each search is another answer, and none of them is worth keeping.
  return isNamed && !variables?.filter?.search && !variables?.after;
}
