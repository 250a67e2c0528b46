//! Who takes which step. Who sees which rows stands in `reach`.

use entity::{
    request_event::{Side, Step},
    service_request,
    user::Role,
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
};

const FILERS: Allowed = Allowed::Roles(&[
    Role::Officer,
    Role::Chief,
    Role::Coordinator,
    Role::Enterprise,
    Role::Association,
]);
const HANDLERS: Allowed =
    Allowed::Roles(&[Role::Officer, Role::Chief, Role::Coordinator, Role::Partner]);
const ROUTERS: Allowed = Allowed::Roles(&[Role::Chief, Role::Coordinator, Role::Partner]);

/// Files a request.
pub const SUBMIT: Action =
    Action { name: "service_request.submit", event: "service_request.submitted", allowed: FILERS };
/// Takes a request.
pub const ACCEPT: Action =
    Action { name: "service_request.accept", event: "service_request.accepted", allowed: HANDLERS };
/// Refuses a request.
pub const REJECT: Action =
    Action { name: "service_request.reject", event: "service_request.rejected", allowed: HANDLERS };
/// Sends a request to another agency or officer.
pub const ROUTE: Action =
    Action { name: "service_request.route", event: "service_request.routed", allowed: ROUTERS };
/// Begins the work on a request.
pub const START: Action =
    Action { name: "service_request.start", event: "service_request.started", allowed: HANDLERS };
/// Adds a note to a timeline.
pub const NOTE: Action =
    Action { name: "request_event.add_note", event: "request_event.note_added", allowed: HANDLERS };
/// Puts a question to the requester.
pub const ASK: Action =
    Action { name: "service_request.ask", event: "service_request.asked", allowed: HANDLERS };
/// Answers the question.
pub const ANSWER: Action =
    Action { name: "service_request.answer", event: "service_request.answered", allowed: FILERS };
/// Answers a request with an outcome.
pub const RESOLVE: Action = Action {
    name: "service_request.resolve",
    event: "service_request.resolved",
    allowed: HANDLERS,
};
/// Confirms that a request is done.
pub const CONFIRM: Action =
    Action { name: "service_request.confirm", event: "service_request.confirmed", allowed: FILERS };
/// Says that a request is not done.
pub const REOPEN: Action =
    Action { name: "service_request.reopen", event: "service_request.reopened", allowed: FILERS };
/// Takes a request back.
pub const WITHDRAW: Action = Action {
    name: "service_request.withdraw",
    event: "service_request.withdrawn",
    allowed: FILERS,
};
/// Closes a request that was left unanswered.
pub const AUTO_CLOSE: Action = Action {
    name: "service_request.auto_close",
    event: "service_request.auto_closed",
    allowed: Allowed::System,
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[
    SUBMIT, ACCEPT, REJECT, ROUTE, START, NOTE, ASK, ANSWER, RESOLVE, CONFIRM, REOPEN, WITHDRAW,
    AUTO_CLOSE,
];

/// The action that takes a step.
pub const fn action_of(step: Step) -> Action {
    match step {
        Step::Submit => SUBMIT,
        Step::Accept => ACCEPT,
        Step::Reject => REJECT,
        Step::Route => ROUTE,
        Step::Start => START,
        Step::Note => NOTE,
        Step::Ask => ASK,
        Step::Answer => ANSWER,
        Step::Resolve => RESOLVE,
        Step::Confirm => CONFIRM,
        Step::Reopen => REOPEN,
        Step::Withdraw => WITHDRAW,
        Step::AutoClose => AUTO_CLOSE,
    }
}

/// Whose move a step is.
pub const fn side_of(step: Step) -> Side {
    match step {
        Step::Submit | Step::Answer | Step::Confirm | Step::Reopen | Step::Withdraw => {
            Side::Requester
        }
        Step::Accept
        | Step::Reject
        | Step::Route
        | Step::Start
        | Step::Note
        | Step::Ask
        | Step::Resolve => Side::Handler,
        Step::AutoClose => Side::System,
    }
}

/// Whether the actor may take this step with this request, if its state allows it.
pub fn may_take(actor: &Actor, request: &service_request::Model, step: Step) -> bool {
    let is_theirs = match side_of(step) {
        Side::Requester => is_requester(actor, request),
        Side::Handler => is_handler(actor, request),
        Side::System => false,
    };
    // Whoever handles it does not say that it is done: the requester does, or seven days pass.
    let judges_own = step == Step::Confirm && !is_own(actor, request) && is_handler(actor, request);
    is_theirs && !judges_own && action_of(step).allows(actor)
}

/// The requester's own people.
fn is_own(actor: &Actor, request: &service_request::Model) -> bool {
    match actor.role {
        Role::Enterprise => {
            actor.enterprise_id.is_some() && actor.enterprise_id == request.enterprise_id
        }
        Role::Association => {
            actor.association_id.is_some() && actor.association_id == request.association_id
        }
        Role::Officer
        | Role::Chief
        | Role::Coordinator
        | Role::Admin
        | Role::Leader
        | Role::Auxiliary
        | Role::Partner
        | Role::Integrator => false,
    }
}

/// The requester's own people, and the official who filed on their behalf.
fn is_requester(actor: &Actor, request: &service_request::Model) -> bool {
    let files = matches!(actor.role, Role::Officer | Role::Chief | Role::Coordinator);
    is_own(actor, request) || (files && actor.user_id == request.filed_by_id)
}

/// The handling agency's people, and the liaison office.
fn is_handler(actor: &Actor, request: &service_request::Model) -> bool {
    let with_agency = request.agency_id.is_some() && request.agency_id == actor.agency_id;
    match actor.role {
        Role::Coordinator => true,
        Role::Chief => request.agency_id.is_some_and(|id| actor.agencies_led.contains(&id)),
        Role::Officer => {
            with_agency || (actor.officer_id.is_some() && actor.officer_id == request.handler_id)
        }
        Role::Partner => with_agency,
        Role::Admin
        | Role::Leader
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => false,
    }
}

const NUMBER_TAKEN: Reason = Reason {
    code: "number_taken",
    zh: "诉求编号冲突，请重新提交",
    en: "The case number was taken meanwhile: file it again",
};
const MOVED_MEANWHILE: Reason = Reason {
    code: "moved_meanwhile",
    zh: "该诉求刚有新进展，请核对后重新提交",
    en: "The request moved meanwhile: look again, then resubmit",
};

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "uq_service_request_year_serial",
        columns: "service_request.year, service_request.serial",
        meaning: Meaning::IllegalState(NUMBER_TAKEN),
    },
    Constraint {
        name: "uq_request_event_request_id_seq",
        columns: "request_event.request_id, request_event.seq",
        meaning: Meaning::IllegalState(MOVED_MEANWHILE),
    },
];
