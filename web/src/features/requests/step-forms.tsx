// The forms of the steps that a request takes by itself; those of chains and task forces stand apart.
import {
  AcceptRequestDocument,
  AnswerQuestionDocument,
  AskRequesterDocument,
  ConfirmRequestDocument,
  RejectRequestDocument,
  ReopenRequestDocument,
  StartRequestDocument,
  WithdrawRequestDocument,
} from "../../gql/requests";
import type { RequestStep } from "../../gql/schema";
import { useSave } from "../../platform/use-save";
import { EscalateForm } from "./escalate-form";
import { ForceForm } from "./force-form";
import { NoteForm } from "./note-form";
import { ResolveForm } from "./resolve-form";
import { RouteForm } from "./route-form";
import type { ServiceRequest } from "./rows";
import { useSeenRequest } from "./seen";
import { TextForm } from "./text-form";

export interface StepProps {
  readonly request: ServiceRequest;
  readonly reload: () => void;
  readonly close: () => void;
}

export default function StepForm({ step, ...props }: StepProps & { readonly step: RequestStep }) {
  switch (step) {
    case "ACCEPT":
      return <Accept {...props} />;
    case "START":
      return <Start {...props} />;
    case "ANSWER":
      return <Answer {...props} />;
    case "CONFIRM":
      return <Confirm {...props} />;
    case "ASK":
      return <Ask {...props} />;
    case "REOPEN":
      return <Reopen {...props} />;
    case "REJECT":
      return <Reject {...props} />;
    case "WITHDRAW":
      return <Withdraw {...props} />;
    case "RESOLVE":
      return <ResolveForm {...props} />;
    case "ROUTE":
      return <RouteForm {...props} />;
    case "NOTE":
      return <NoteForm {...props} />;
    case "ESCALATE":
      return <EscalateForm {...props} />;
    case "FORM_TASK_FORCE":
      return <ForceForm {...props} force={undefined} />;
    default:
      return null;
  }
}

function Accept({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(AcceptRequestDocument, again);
  return (
    <TextForm
      step="ACCEPT"
      optional
      save={save}
      close={close}
      variables={(note) => ({ input: { ...seen, note: note || null } })}
    />
  );
}

function Start({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(StartRequestDocument, again);
  return (
    <TextForm
      step="START"
      optional
      save={save}
      close={close}
      variables={(note) => ({ input: { ...seen, note: note || null } })}
    />
  );
}

function Answer({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(AnswerQuestionDocument, again);
  return (
    <TextForm
      step="ANSWER"
      name="answer"
      hasPapers
      save={save}
      close={close}
      variables={(answer, attachmentIds) => ({ input: { ...seen, answer, attachmentIds } })}
    />
  );
}

function Confirm({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(ConfirmRequestDocument, again);
  return (
    <TextForm
      step="CONFIRM"
      optional
      save={save}
      close={close}
      variables={(note) => ({ input: { ...seen, note: note || null } })}
    />
  );
}

function Ask({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(AskRequesterDocument, again);
  return (
    <TextForm
      step="ASK"
      name="question"
      hasPapers
      save={save}
      close={close}
      variables={(question, attachmentIds) => ({ input: { ...seen, question, attachmentIds } })}
    />
  );
}

function Reopen({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(ReopenRequestDocument, again);
  return (
    <TextForm
      step="REOPEN"
      name="reason"
      save={save}
      close={close}
      variables={(reason) => ({ input: { ...seen, reason } })}
    />
  );
}

function Reject({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(RejectRequestDocument, again);
  return (
    <TextForm
      step="REJECT"
      name="reason"
      danger
      save={save}
      close={close}
      variables={(reason) => ({ input: { ...seen, reason } })}
    />
  );
}

function Withdraw({ request, reload, close }: StepProps) {
  const [seen, again] = useSeenRequest(request, reload);
  const save = useSave(WithdrawRequestDocument, again);
  return (
    <TextForm
      step="WITHDRAW"
      optional
      danger
      save={save}
      close={close}
      variables={(reason) => ({ input: { ...seen, reason: reason || null } })}
    />
  );
}
