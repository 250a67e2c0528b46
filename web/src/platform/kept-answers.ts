// Answers that work without a network: what the field screens read is kept on the device, shown at
// once the next time, and stands in for the server while it is out of reach.
import type { Exchange, Operation, OperationResult } from "urql";
import { filter, fromPromise, makeSubject, merge, mergeMap, pipe, share, tap } from "wonka";

export interface Keeping {
  readonly userId: string;
  /** Which queries, by their names and variables. */
  readonly isKept: (operation: Operation) => boolean;
}

// The database is no part of the first load; it is fetched beside the first screen's own code.
const device = () => Promise.all([import("./device-db"), import("./vault")]);

// Marks an answer that stands in for the server's.
const fromDevice = { fromDevice: true };

/** Whether the server itself answered. */
export const isNews = ({ error, extensions }: OperationResult) =>
  !error && extensions?.fromDevice !== true;

const keyOf = (operation: Operation) => String(operation.key);

async function read(userId: string, operation: Operation) {
  const [{ deviceDb }, { unsealJson }] = await device();
  const kept = await deviceDb.answers.get([userId, keyOf(operation)]);
  return kept && unsealJson(userId, kept.sealed);
}

async function write(userId: string, operation: Operation, data: unknown) {
  const [{ deviceDb }, { sealJson }] = await device();
  const sealed = await sealJson(userId, data);
  if (sealed) await deviceDb.answers.put({ userId, key: keyOf(operation), at: Date.now(), sealed });
}

let writing: Promise<unknown> = Promise.resolve();

/** Once every answer that came so far lies on the device. */
export const answersKept = () => writing;

/** Removes what was not read again since: firms handed over leave the device. */
export async function forgetAnswersBefore(userId: string, instant: number) {
  const [{ deviceDb }] = await device();
  await deviceDb.answers
    .where({ userId })
    .filter(({ at }) => at < instant)
    .delete();
}

export function keptAnswers({ userId, isKept }: Keeping): Exchange {
  // Opens while the first screen is drawn.
  void device().then(([{ deviceDb }]) => deviceDb.open());
  return ({ forward }) =>
    (operations) => {
      const answered = new Set<number>();
      const early = makeSubject<OperationResult>();
      const show = async (operation: Operation) => {
        const data = await read(userId, operation);
        if (data && !answered.has(operation.key)) {
          early.next({ operation, data, stale: true, hasNext: false });
        }
      };
      const isOurs = (operation: Operation) => operation.kind === "query" && isKept(operation);
      const incoming = pipe(
        operations,
        tap((operation) => {
          if (!isOurs(operation)) return;
          answered.delete(operation.key);
          const wantsNews = operation.context.requestPolicy === "network-only";
          if (!wantsNews) show(operation).catch(() => undefined);
        }),
        share,
      );
      const standIn = async (result: OperationResult): Promise<OperationResult> => {
        const { operation, error, data } = result;
        if (data && !error) {
          // Nobody waits for the writing to see an answer.
          const written = write(userId, operation, data).catch(() => undefined);
          writing = Promise.all([writing, written]);
        }
        if (!error?.networkError) return result;
        const kept = await read(userId, operation).catch(() => undefined);
        if (!kept) return result;
        return { operation, data: kept, extensions: fromDevice, stale: false, hasNext: false };
      };
      const results = pipe(
        forward(incoming),
        tap(({ operation }) => answered.add(operation.key)),
        share,
      );
      return merge([
        early.source,
        pipe(
          results,
          filter(({ operation }) => !isOurs(operation)),
        ),
        pipe(
          results,
          filter(({ operation }) => isOurs(operation)),
          mergeMap((result) => fromPromise(standIn(result))),
        ),
      ]);
    };
}
