import type { AgencyNode } from "./all";

export type Line = "parent" | "guiding";

const heights = { PROVINCE: 0, CITY: 1, COUNTY: 2, TOWN: 3 } as const;

/** The higher first, and of one height those that others stand below. */
function byHeight(one: Branching, other: Branching) {
  const height = heights[one.agency.level] - heights[other.agency.level];
  return height || Math.sign(other.below.length) - Math.sign(one.below.length);
}

export interface Branching {
  readonly agency: AgencyNode;
  readonly below: readonly Branching[];
}

/** The agencies as a forest along one line; what stands above out of the list makes a root. */
export function forestOf(agencies: readonly AgencyNode[], line: Line): readonly Branching[] {
  const known = new Set(agencies.map(({ id }) => id));
  const below = new Map<string | undefined, AgencyNode[]>();
  for (const agency of agencies) {
    const above = agency[line]?.id;
    const key = above !== undefined && known.has(above) ? above : undefined;
    below.set(key, [...(below.get(key) ?? []), agency]);
  }
  const grow = (key: string | undefined): readonly Branching[] =>
    (below.get(key) ?? []).map((agency) => ({ agency, below: grow(agency.id) })).sort(byHeight);
  return grow(undefined);
}

/** Only what matches, and what stands above it. */
export function pruned(forest: readonly Branching[], words: string): readonly Branching[] {
  if (!words) return forest;
  return forest.flatMap((tree) => {
    const below = pruned(tree.below, words);
    return below.length > 0 || tree.agency.name.includes(words) ? [{ ...tree, below }] : [];
  });
}
