import { useEffect, useState } from "react";
import { isStale, refreshSession } from "../../platform/session";
import { decoded, type FileRows, rowsOf } from "./csv";

/** The rows of the uploaded file, when this person sent it and it is a CSV file. */
export function useFileRows(
  file: { readonly url: string; readonly name: string } | null,
): FileRows | undefined {
  const [rows, setRows] = useState<FileRows>();
  const url = file?.name.toLowerCase().endsWith(".csv") ? file.url : undefined;
  useEffect(() => {
    if (!url) return;
    const stop = new AbortController();
    void read(url, stop.signal).then((found) => {
      if (!stop.signal.aborted) setRows(found);
    });
    return () => stop.abort();
  }, [url]);
  return rows;
}

/** Nothing when it cannot be had: the reasons are told all the same. */
async function read(url: string, signal: AbortSignal) {
  try {
    if (isStale()) await refreshSession();
    const answer = await fetch(url, { signal, credentials: "same-origin" });
    return answer.ok ? rowsOf(decoded(await answer.arrayBuffer())) : undefined;
  } catch {
    return undefined;
  }
}
