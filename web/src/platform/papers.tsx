// Photos and papers: sent as they are chosen, each with its progress, and named by their ids.
import { CloseOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isStale, refreshSession } from "./session";
import "./papers.css";

const kinds = "image/png,image/jpeg,image/webp,application/pdf,.xlsx,.csv,.txt";
const most = 20;

interface Paper {
  readonly key: string;
  readonly name: string;
  readonly percent: number;
  readonly id: string | undefined;
  readonly problem: string | undefined;
}

export interface Papers {
  readonly all: readonly Paper[];
  readonly ids: readonly string[];
  /** Some are still on their way. */
  readonly busy: boolean;
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (key: string) => void;
}

export function usePapers(): Papers {
  const { t } = useTranslation();
  const [all, setAll] = useState<readonly Paper[]>([]);
  const mend = (key: string, change: Partial<Paper>) =>
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const send = async (key: string, file: File) => {
    if (isStale()) await refreshSession();
    const answer = await post(file, (percent) => mend(key, { percent }));
    mend(key, answer.id ? answer : { problem: answer.problem ?? t("app.uploadFailed") });
  };
  return {
    all,
    ids: all.flatMap(({ id }) => id ?? []),
    busy: all.some(({ id, problem }) => !id && !problem),
    add(files) {
      for (const file of [...files].slice(0, most - all.length)) {
        const key = crypto.randomUUID();
        const paper = { key, name: file.name, percent: 0, id: undefined, problem: undefined };
        setAll((before) => [...before, paper]);
        void send(key, file);
      }
    },
    remove: (key) => setAll((before) => before.filter((one) => one.key !== key)),
  };
}

interface Answer {
  readonly id?: string;
  readonly problem?: string;
}

/** By XMLHttpRequest, since only that tells how far an upload is. */
function post(file: File, tell: (percent: number) => void) {
  return new Promise<Answer>((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/attachments?name=${encodeURIComponent(file.name)}`);
    request.upload.onprogress = ({ loaded, total }) => tell(Math.floor((loaded / total) * 100));
    request.onerror = () => done({});
    request.onload = () => done(answerIn(request.responseText));
    request.send(file);
  });
}

function answerIn(text: string): Answer {
  try {
    const body: { id?: string; errors?: { message?: string }[] } = JSON.parse(text);
    const problem = body.errors?.[0]?.message;
    return body.id ? { id: body.id } : problem ? { problem } : {};
  } catch {
    return {};
  }
}

export function PaperPicker({ papers }: { readonly papers: Papers }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div className="field">
      <input
        ref={input}
        id={id}
        className="unseen"
        type="file"
        multiple
        accept={kinds}
        tabIndex={-1}
        aria-label={t("app.papers")}
        onChange={(event) => {
          papers.add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      <span>
        <Button
          icon={<PaperClipOutlined aria-hidden />}
          disabled={papers.all.length >= most}
          onClick={() => input.current?.click()}
        >
          {t("app.addPapers")}
        </Button>
      </span>
      <ul className="papers" aria-live="polite">
        {papers.all.map(({ key, name, percent, id, problem }) => (
          <li key={key} className="paper">
            <span className="paper-name">{name}</span>
            {problem && <span className="paper-problem">{problem}</span>}
            {!id && !problem && <progress max={100} value={percent} aria-label={name} />}
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("app.removeOf", { name })}
              onClick={() => papers.remove(key)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface KeptPaper {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly thumbnailUrl: string | null;
}

/** Papers that are kept: small pictures, and names of the rest; each opens as a download. */
export function PaperList({ papers }: { readonly papers: readonly KeptPaper[] }) {
  if (papers.length === 0) return null;
  return (
    <ul className="papers-kept">
      {papers.map(({ id, name, url, thumbnailUrl }) => (
        <li key={id}>
          <a href={url} download={name} className="paper-kept">
            {thumbnailUrl ? (
              <img src={thumbnailUrl} alt={name} loading="lazy" />
            ) : (
              <>
                <PaperClipOutlined aria-hidden /> {name}
              </>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
