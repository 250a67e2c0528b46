import { useTranslation } from "react-i18next";
import type {
  EscalationState,
  ExportRunState,
  ImportRunState,
  KioskState,
  Load,
  RequestOutcome,
  RequestPriority,
  RequestState,
  UserState,
  VisitKind,
  VisitState,
  WebhookDeliveryState,
  WebhookState,
} from "../gql/schema";
import "./state-tag.css";

type Tone = "plain" | "info" | "good" | "warn" | "bad";

// What a value feels like; its words are with the platform's. A new value of the schema does not
// compile until it has a tone here.
const tones: {
  readonly VisitState: Record<VisitState, Tone>;
  readonly VisitKind: Record<VisitKind, Tone>;
  readonly RequestState: Record<RequestState, Tone>;
  readonly RequestOutcome: Record<RequestOutcome, Tone>;
  readonly RequestPriority: Record<RequestPriority, Tone>;
  readonly EscalationState: Record<EscalationState, Tone>;
  readonly KioskState: Record<KioskState, Tone>;
  readonly Load: Record<Load, Tone>;
  readonly ImportRunState: Record<ImportRunState, Tone>;
  readonly ExportRunState: Record<ExportRunState, Tone>;
  readonly UserState: Record<UserState, Tone>;
  readonly WebhookState: Record<WebhookState, Tone>;
  readonly WebhookDeliveryState: Record<WebhookDeliveryState, Tone>;
} = {
  VisitState: { PLANNED: "info", DONE: "good", CANCELLED: "plain" },
  VisitKind: { VISIT: "plain", CO_BUILDING: "info", ASSISTANCE: "info" },
  RequestState: {
    SUBMITTED: "info",
    ACCEPTED: "info",
    IN_PROGRESS: "info",
    WAITING_FOR_REQUESTER: "warn",
    RESOLVED: "good",
    CLOSED: "plain",
    REJECTED: "bad",
    WITHDRAWN: "plain",
  },
  RequestOutcome: { DONE: "good", PARTLY: "warn", NOT_POSSIBLE: "bad" },
  RequestPriority: { LOW: "plain", NORMAL: "info", URGENT: "bad" },
  EscalationState: {
    PENDING: "info",
    APPROVED: "good",
    REFUSED: "bad",
    RETURNED: "warn",
    ENDED: "plain",
  },
  KioskState: {
    PROPOSED: "info",
    APPROVED: "info",
    REFUSED: "bad",
    INSTALLED: "info",
    ONLINE: "good",
    OFFLINE: "bad",
    RETIRED: "plain",
  },
  Load: { UNDER: "warn", WITHIN: "good", FULL: "info", OVER: "bad" },
  ImportRunState: { RUNNING: "info", DONE: "good", FAILED: "bad" },
  ExportRunState: { RUNNING: "info", DONE: "good", FAILED: "bad" },
  UserState: { ACTIVE: "good", DEACTIVATED: "plain" },
  WebhookState: { ACTIVE: "good", PAUSED: "warn", DELETED: "plain" },
  WebhookDeliveryState: { PENDING: "info", DELIVERED: "good", PARKED: "bad" },
};

type Tones = typeof tones;

interface Props<E extends keyof Tones> {
  readonly of: E;
  readonly value: keyof Tones[E] & string;
}

/** `<StateTag of="VisitState" value={visit.state} />`: a value of the schema in words and colour. */
export function StateTag<E extends keyof Tones>({ of, value }: Props<E>) {
  const { t } = useTranslation();
  const ofThis: Record<string, Tone> = tones[of];
  return <Mark tone={ofThis[value] ?? "plain"}>{t(`app.enums.${of}.${value}`)}</Mark>;
}

/** A small label in one of the five tones, for what is not an enum: 规上, 逾期. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return <span className={`mark tone-${tone}`}>{children}</span>;
}
