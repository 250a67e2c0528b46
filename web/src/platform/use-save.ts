import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useMutation } from "urql";
import { codeOf } from "./problem";
import { toast } from "./toast";

export interface Save<Data, Variables> {
  /** Sends it; the answer, or nothing when it was refused, which `error` then tells. */
  readonly save: (variables: Variables) => Promise<Data | undefined>;
  readonly busy: boolean;
  readonly error: CombinedError | undefined;
}

/**
 * A change to be sent from a form. Where somebody else was faster, or the row moved on, it says so
 * and has the present state read; what was typed stays for the person to send again or not.
 */
export function useSave<Data, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
  reload?: () => void,
): Save<Data, Variables> {
  const { t } = useTranslation();
  const [{ fetching }, run] = useMutation(mutation);
  const [error, setError] = useState<CombinedError>();
  const save = async (variables: Variables) => {
    setError(undefined);
    const answer = await run(variables);
    if (answer.error) {
      setError(answer.error);
      const code = codeOf(answer.error);
      if (code === "CONFLICT") toast("bad", t("app.problems.CONFLICT"));
      if (code === "CONFLICT" || code === "ILLEGAL_STATE") reload?.();
      return undefined;
    }
    return answer.data;
  };
  return { save, busy: fetching, error };
}
