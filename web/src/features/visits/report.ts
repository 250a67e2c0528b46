// What the form of a visit holds, and what goes to the server of it.
import type { LogVisitInput, VisitKind, VisitPlaceInput } from "../../gql/schema";
import type { Item } from "../outbox/queue";
import type { Firm } from "./firm";
import { toInput, toInstant } from "./moment";

export interface Report {
  readonly kind: VisitKind;
  readonly happensAt: string;
  readonly people: readonly string[];
  readonly topics: readonly string[];
  readonly findings: string;
  readonly followUp: string;
  readonly followUpOn: string;
  readonly planId: string;
}

export type Plan = Firm["visits"]["nodes"][number];

export function firstReport(item: Item | undefined, plan: Plan | undefined): Report {
  if (item?.content.kind === "visit") {
    const { report, planId } = item.content.input;
    return {
      kind: report.kind,
      happensAt: toInput(report.happensAt),
      people: report.peopleMet ?? [],
      topics: report.topics ?? [],
      findings: report.findings ?? "",
      followUp: report.followUp ?? "",
      followUpOn: report.followUpOn ?? "",
      planId: planId ?? "",
    };
  }
  return {
    kind: plan?.kind ?? "VISIT",
    happensAt: toInput(Date.now()),
    people: [],
    topics: plan?.topics ?? [],
    findings: "",
    followUp: "",
    followUpOn: "",
    planId: plan?.id ?? "",
  };
}

export function inputOf(
  enterpriseId: string,
  report: Report,
  place: VisitPlaceInput | undefined,
): Omit<LogVisitInput, "attachmentIds" | "clientId"> {
  return {
    enterpriseId,
    planId: report.planId || null,
    place: place ?? null,
    report: {
      kind: report.kind,
      happensAt: toInstant(report.happensAt),
      peopleMet: report.people,
      topics: report.topics,
      findings: report.findings.trim() || null,
      followUp: report.followUp.trim() || null,
      followUpOn: report.followUpOn || null,
    },
  };
}
