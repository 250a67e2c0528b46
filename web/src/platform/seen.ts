import { useState } from "react";

/**
 * The version of a row that a form answers to: the one when it was opened, so that a change by
 * somebody else meanwhile is refused and told. Once told, the present one counts.
 */
export function useSeen(version: number, reload: () => void) {
  const [opened] = useState(version);
  const [isTold, setTold] = useState(false);
  const again = () => {
    setTold(true);
    reload();
  };
  return [isTold ? version : opened, again] as const;
}
