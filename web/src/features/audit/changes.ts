// Before and after of an event, column by column. The server sends them as free JSON.

export interface Change {
  readonly column: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function columnsOf(json: unknown): ReadonlyMap<string, string> {
  if (typeof json !== "object" || json === null) return new Map();
  return new Map(Object.entries(json).map(([column, value]) => [column, wordsOf(value)]));
}

function wordsOf(value: unknown): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Every column that either side names, in the order of the later one. */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  const [was, is] = [columnsOf(before), columnsOf(after)];
  const columns = new Set([...is.keys(), ...was.keys()]);
  return [...columns].map((column) => ({
    column,
    before: was.get(column),
    after: is.get(column),
  }));
}
