import type { FigureKind } from "../../gql/schema";

/** Where the rows behind a figure are: those that fall short, since one looks for what to mend. */
export function placeOf(kind: FigureKind, cadenceDays: number): string {
  switch (kind) {
    case "COVERAGE":
      return "/enterprises?officer=none";
    case "CASELOAD_WITHIN_LIMITS":
      return "/caseload";
    case "VISITS_WITHIN_CADENCE":
      return `/enterprises?officer=some&unvisited=${cadenceDays}`;
    case "FIRMS_VISITED":
      return "/enterprises?officer=some";
    case "REQUESTS_CLOSED":
      return "/requests";
    case "OVERDUE_REQUESTS":
      return "/requests?state=open&overdue=1";
    case "ESCALATIONS_WAITING":
      return "/escalations?state=PENDING";
    case "ESCALATIONS_OVERDUE":
      return "/escalations?state=PENDING&overdue=1";
    case "KIOSKS_OFFLINE":
      return "/kiosks?state=OFFLINE";
  }
}

interface Counted {
  readonly kind: FigureKind;
  readonly numerator: number;
  readonly denominator: number;
}

/** Shares are to be high, counts of what is late or silent are to be none. */
export function standingOf({ kind, numerator, denominator }: Counted) {
  switch (kind) {
    case "COVERAGE":
    case "CASELOAD_WITHIN_LIMITS":
    case "VISITS_WITHIN_CADENCE":
      return { isShare: true, tone: numerator < denominator ? "warn" : "good" } as const;
    case "FIRMS_VISITED":
    case "REQUESTS_CLOSED":
      return { isShare: true, tone: "info" } as const;
    case "ESCALATIONS_WAITING":
      return { isShare: false, tone: "info" } as const;
    case "OVERDUE_REQUESTS":
    case "ESCALATIONS_OVERDUE":
    case "KIOSKS_OFFLINE":
      return { isShare: false, tone: numerator > 0 ? "bad" : "good" } as const;
  }
}

/** So many of so many in per cent, with one decimal; none of none is no share. */
export function percent({ numerator, denominator }: Omit<Counted, "kind">) {
  return denominator > 0 ? `${Math.round((numerator / denominator) * 1000) / 10}%` : "—";
}
