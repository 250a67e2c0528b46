// A file to `POST /attachments`. Not `fetch`, which cannot tell how far a sending is.
import { headers, isStale, refreshSession } from "../../platform/session";

type Failure = { readonly code: string; readonly message?: string | undefined };

/** Gives the attachment's id, or why it was refused. */
export async function upload(
  file: File,
  onProgress: (share: number) => void,
): Promise<{ readonly id: string } | Failure> {
  if (isStale()) await refreshSession();
  return new Promise((settle) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/attachments?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () => settle(answerOf(request.responseText)));
    request.addEventListener("error", () => settle({ code: "OFFLINE" }));
    request.send(file);
  });
}

interface Answer {
  readonly id?: string;
  readonly errors?: readonly {
    readonly message?: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

function answerOf(text: string): { readonly id: string } | Failure {
  try {
    const answer: Answer = JSON.parse(text);
    if (answer.id) return { id: answer.id };
    const error = answer.errors?.[0];
    return { code: error?.extensions?.code ?? "INTERNAL", message: error?.message };
  } catch {
    return { code: "INTERNAL" };
  }
}
