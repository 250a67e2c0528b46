import { array, assert as check, constantFrom, integer, property, record } from "fast-check";
import { expect, it } from "vitest";
import {
  afterStep,
  applied,
  type Change,
  discarded,
  hurried,
  type Item,
  newItem,
  nextStep,
  type Outcome,
  resent,
  type Step,
} from "./queue";

type Sending = Extract<Step, { readonly step: "upload" | "send" }>;

/** As much of the server as matters: what was created under which clientId, and loose uploads. */
class Server {
  readonly created = new Map<string, { id: string; content: string; hashes: string[] }>();
  readonly loose = new Map<string, string>();
  private counter = 0;

  answer({ item, ...step }: Sending): Outcome {
    if (step.step === "upload") {
      const attachmentId = `file-${++this.counter}`;
      this.loose.set(attachmentId, step.photo.sha256);
      return { outcome: "uploaded", attachmentId, sourceSha256: step.photo.sha256 };
    }
    const content = JSON.stringify([item.content, step.attachmentIds]);
    const first = this.created.get(item.id);
    if (first && first.content !== content)
      return { outcome: "refused", code: "IDEMPOTENCY_MISMATCH" };
    if (first) return { outcome: "taken", id: first.id, hashes: first.hashes };
    const hashes = step.attachmentIds.flatMap((id) => this.loose.get(id) ?? []);
    if (hashes.length < step.attachmentIds.length) return { outcome: "refused", code: "NOT_FOUND" };
    for (const id of step.attachmentIds) this.loose.delete(id);
    const row = { id: `row-${++this.counter}`, content, hashes };
    this.created.set(item.id, row);
    return { outcome: "taken", id: row.id, hashes };
  }
}

const kinds = [
  "fine",
  "lostBefore",
  "lostAfter",
  "restart",
  "twice",
  "late",
  "refused",
  "forgotten",
  "hurry",
] as const;
const events = array(
  record({ kind: constantFrom(...kinds), ms: integer({ min: 0, max: 400_000 }) }),
  {
    maxLength: 60,
  },
);

const report = {
  happensAt: "2026-02-07T01:00:00Z",
  kind: "VISIT",
  peopleMet: [],
  topics: [],
} as const;

function visit(id: string, photos: number, writtenAt: number): Item {
  return newItem({
    id,
    firmName: "袜厂",
    writtenAt,
    content: { kind: "visit", input: { enterpriseId: `firm-${id}`, report } },
    photos: Array.from({ length: photos }, (_, n) => ({
      id: `${id}-${n}`,
      sha256: `hash-${id}-${n}`,
    })),
  });
}

function request(id: string, after: string | undefined, writtenAt: number): Item {
  const input = {
    enterpriseId: "firm-a",
    title: "招工",
    body: "缺工",
    category: "LABOUR",
  } as const;
  return newItem({ id, firmName: "袜厂", writtenAt, after, content: { kind: "request", input } });
}

const start = [visit("a", 3, 1), request("r", "a", 2), visit("b", 0, 3), visit("c", 2, 4)];

it("loses and doubles nothing in any order of failures, retries, restarts and late answers", () => {
  check(
    property(events, (happenings) => {
      const server = new Server();
      const late: [Sending, Outcome][] = [];
      let items: readonly Item[] = start;
      let now = 10;
      const write = (change: Change) => {
        items = applied(items, change);
      };
      const learn = (step: Sending, outcome: Outcome) =>
        write(afterStep(items, step, outcome, now));
      const lost: Outcome = { outcome: "unreachable", chance: 0.5 };

      for (const { kind, ms } of happenings) {
        now += ms;
        for (const item of items)
          if (item.refusal) write({ keep: [resent(item, item.content, item.photos)], forget: [] });
        if (kind === "hurry") write(hurried(items));
        if (kind === "forgotten") server.loose.clear();
        if (kind === "late") for (const [step, outcome] of late.splice(0)) learn(step, outcome);
        const step = nextStep(items, now);
        if (step.step === "rest" || step.step === "wait") continue;
        if (kind === "lostBefore") learn(step, lost);
        else if (kind === "refused") learn(step, { outcome: "refused", code: "BAD_INPUT" });
        else {
          const answer = server.answer(step);
          if (kind === "lostAfter") {
            learn(step, lost);
            late.push([step, answer]);
          } else if (kind === "twice") {
            learn(step, answer);
            learn(step, answer);
            // A restart between the answer and its writing: what the server did is not known here.
          } else if (kind !== "restart") learn(step, answer);
        }
        // Everything is either here or at the server.
        for (const { id } of start) {
          expect(items.some((item) => item.id === id) || server.created.has(id)).toBe(true);
        }
      }

      for (let turns = 0; items.length > 0; turns++) {
        expect(turns).toBeLessThan(200);
        now += 400_000;
        for (const item of items)
          if (item.refusal) write({ keep: [resent(item, item.content, item.photos)], forget: [] });
        const step = nextStep(items, now);
        if (step.step === "upload" || step.step === "send") learn(step, server.answer(step));
      }
      expect([...server.created.keys()].toSorted()).toEqual(["a", "b", "c", "r"]);
      for (const { id, photos } of start) {
        expect(server.created.get(id)?.hashes).toEqual(photos.map(({ sha256 }) => sha256));
      }
      expect(server.created.get("r")?.content).toContain(
        `"visitId":"${server.created.get("a")?.id}"`,
      );
    }),
    { numRuns: 1_000 },
  );
}, 60_000);

it("sends photos before their visit, and a request after the visit it came up at", () => {
  const server = new Server();
  const order: string[] = [];
  let items: readonly Item[] = start.slice(0, 2);
  for (;;) {
    const step = nextStep(items, 10);
    if (step.step === "rest" || step.step === "wait") break;
    order.push(step.step === "upload" ? step.photo.id : step.item.id);
    items = applied(items, afterStep(items, step, server.answer(step), 10));
  }
  expect(order).toEqual(["a-0", "a-1", "a-2", "a", "r"]);
});

it("waits longer after each failure, at most five minutes, and not at all when hurried", () => {
  let items: readonly Item[] = [visit("b", 0, 1)];
  const waits: number[] = [];
  for (let now = 0; waits.length < 12; ) {
    const step = nextStep(items, now);
    if (step.step === "wait") {
      waits.push(step.until - now);
      now = step.until;
    } else if (step.step !== "rest") {
      items = applied(items, afterStep(items, step, { outcome: "unreachable", chance: 1 }, now));
    }
  }
  expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(waits.at(-1)).toBe(300_000);
  expect(nextStep(applied(items, hurried(items)), 0).step).toBe("send");
});

it("keeps a photo whose hash the visit does not name, and says so", () => {
  const items = [visit("a", 1, 1)].map((item) => ({
    ...item,
    photos: item.photos.map((photo) => ({ ...photo, attachmentId: "file-1" })),
  }));
  const step = nextStep(items, 10);
  if (step.step !== "send") throw new Error("nothing to send");
  const { keep, forget } = afterStep(
    items,
    step,
    { outcome: "taken", id: "row-1", hashes: [] },
    10,
  );
  expect(forget).toEqual([]);
  expect(keep[0]?.refusal?.code).toBe("PHOTO_MISSING");
});

it("sends a request without the visit that its writer discarded", () => {
  const { keep, forget } = discarded(start, "a");
  expect(forget).toEqual(["a"]);
  expect(keep.map(({ id, after }) => [id, after])).toEqual([["r", undefined]]);
});

it("does not let a refused item hold up the others", () => {
  const items = [{ ...visit("a", 0, 1), refusal: { code: "BAD_INPUT" } }, visit("b", 0, 2)];
  const step = nextStep(items, 10);
  expect(step.step === "send" && step.item.id).toBe("b");
});
