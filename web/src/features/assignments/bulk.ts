import { useState } from "react";
import { type CombinedError, useMutation } from "urql";
import { AssignEnterpriseDocument } from "../../gql/assignments";
import { codeOf } from "../../platform/problem";

export interface Firm {
  readonly id: string;
  readonly name: string;
}

export interface Result {
  readonly firm: Firm;
  readonly state: "waiting" | "done" | "failed";
  readonly error?: CombinedError | undefined;
}

/** Links one firm after the other, so that each has its own result and a full officer stops it. */
export function useBulkAssign() {
  const [, assign] = useMutation(AssignEnterpriseDocument);
  const [results, setResults] = useState<readonly Result[]>([]);
  const [running, setRunning] = useState(false);
  const run = async (firms: readonly Firm[], officerId: string, note: string) => {
    let now: readonly Result[] = firms.map((firm) => ({ firm, state: "waiting" }));
    const tell = (at: number, result: Result) => {
      now = now.with(at, result);
      setResults(now);
    };
    setResults(now);
    setRunning(true);
    for (const [at, firm] of firms.entries()) {
      const clientId = crypto.randomUUID();
      const { error } = await assign({
        input: { clientId, enterpriseId: firm.id, officerId, note },
      });
      tell(at, { firm, state: error ? "failed" : "done", error });
      const code = error && codeOf(error);
      // The rest would be refused for the same reason.
      if (code === "LIMIT_REACHED" || code === "OFFLINE" || code === "FORBIDDEN") break;
    }
    setRunning(false);
  };
  return { results, running, run, clear: () => setResults([]) };
}
