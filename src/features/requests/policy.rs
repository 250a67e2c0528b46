//! Who takes which step. Who sees which rows stands in `reach`.

use entity::{
    escalation,
    request_event::{Side, Step},
    scope::Area,
    service_request,
    user::{Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
};

const ASKING: &[Role] = &[
    Role::Officer,
    Role::Chief,
    Role::Coordinator,
    Role::Partner,
    Role::Enterprise,
    Role::Association,
];
const FILERS: Allowed = Allowed::Roles(ASKING);
const HANDLERS: Allowed =
    Allowed::Roles(&[Role::Officer, Role::Chief, Role::Coordinator, Role::Partner]);
const ROUTERS: Allowed = Allowed::Roles(&[Role::Chief, Role::Coordinator, Role::Partner]);
/// Who decides for an agency.
pub const DECIDERS: &[Role] = &[Role::Chief, Role::Partner, Role::Leader];

/// Files a request.
pub const SUBMIT: Action = Action {
    name: "service_request.submit",
    event: "service_request.submitted",
    allowed: Allowed::RolesOrScope(ASKING, Area::Requests),
};
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

/// Routes a request to the heir of an agency that is no more.
pub const FOLLOW_AGENCY: Action = Action {
    name: "service_request.follow_agency",
    event: "service_request.routed",
    allowed: Allowed::System,
};

/// Asks a higher agency for a decision.
pub const ESCALATE: Action =
    Action { name: "escalation.send", event: "escalation.sent", allowed: HANDLERS };
/// Approves a step of a chain.
pub const APPROVE: Action = Action {
    name: "escalation.approve",
    event: "escalation.approved",
    allowed: Allowed::Roles(DECIDERS),
};
/// Refuses a step of a chain, which ends it.
pub const REFUSE: Action = Action {
    name: "escalation.refuse",
    event: "escalation.refused",
    allowed: Allowed::Roles(DECIDERS),
};
/// Asks for more before a decision.
pub const RETURN: Action = Action {
    name: "escalation.return",
    event: "escalation.returned",
    allowed: Allowed::Roles(DECIDERS),
};
/// Sends more, as a new attempt.
pub const RESUBMIT: Action =
    Action { name: "escalation.resubmit", event: "escalation.resubmitted", allowed: HANDLERS };
/// Keeps a template of chains.
pub const SAVE_TEMPLATE: Action = Action {
    name: "escalation_template.save",
    event: "escalation_template.saved",
    allowed: Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System),
};
/// Forms a task force.
pub const FORM_TASK_FORCE: Action =
    Action { name: "task_force.form", event: "task_force.formed", allowed: HANDLERS };
/// Changes the members, the goal or the end of a task force.
pub const CHANGE_TASK_FORCE: Action =
    Action { name: "task_force.update", event: "task_force.updated", allowed: HANDLERS };
/// Adds minutes of a task force.
pub const ADD_MINUTES: Action = Action {
    name: "request_event.add_minutes",
    event: "request_event.minutes_added",
    allowed: HANDLERS,
};
/// Dissolves a task force.
pub const DISSOLVE_TASK_FORCE: Action =
    Action { name: "task_force.dissolve", event: "task_force.dissolved", allowed: HANDLERS };
/// Dissolves a task force whose last day is over.
pub const EXPIRE_TASK_FORCE: Action =
    Action { name: "task_force.expire", event: "task_force.expired", allowed: Allowed::System };
/// Gives a task force the heir of its lead as lead.
pub const LEAD_ALONG: Action = Action {
    name: "task_force.follow_agency",
    event: "task_force.moved",
    allowed: Allowed::System,
};
/// Lets the heir of a member take part in its place.
pub const TAKE_PART_ALONG: Action = Action {
    name: "task_force_member.follow_agency",
    event: "task_force_member.moved",
    allowed: Allowed::System,
};
/// Notes that a due date of a request passed.
pub const FALL_DUE: Action = Action {
    name: "service_request.fall_due",
    event: "service_request.fell_due",
    allowed: Allowed::System,
};
/// Notes that a step of a chain was not decided in time.
pub const DECIDE_LATE: Action =
    Action { name: "escalation.fall_due", event: "escalation.fell_due", allowed: Allowed::System };
/// Computes due dates again after the calendar of their year was announced.
pub const RECKON: Action = Action {
    name: "service_request.reckon_due",
    event: "service_request.due_reckoned",
    allowed: Allowed::System,
};
/// The same for a step of a chain.
pub const RECKON_STEP: Action = Action {
    name: "escalation.reckon_due",
    event: "escalation.due_reckoned",
    allowed: Allowed::System,
};
/// Records how many firms of a batch demand are served.
pub const RECORD_SERVED: Action =
    Action { name: "demand.record_served", event: "demand.served", allowed: HANDLERS };
/// Brings a demand to mind that comes again.
pub const REMIND: Action = Action {
    name: "demand_reminder.raise",
    event: "demand_reminder.raised",
    allowed: Allowed::System,
};
/// Sets how quickly a kind of request is to be taken and answered.
pub const SAVE_TARGET: Action = Action {
    name: "deadline_target.save",
    event: "deadline_target.saved",
    allowed: Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System),
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[
    SUBMIT,
    ACCEPT,
    REJECT,
    ROUTE,
    START,
    NOTE,
    ASK,
    ANSWER,
    RESOLVE,
    CONFIRM,
    REOPEN,
    WITHDRAW,
    AUTO_CLOSE,
    FOLLOW_AGENCY,
    LEAD_ALONG,
    TAKE_PART_ALONG,
    ESCALATE,
    APPROVE,
    REFUSE,
    RETURN,
    RESUBMIT,
    SAVE_TEMPLATE,
    FORM_TASK_FORCE,
    CHANGE_TASK_FORCE,
    ADD_MINUTES,
    DISSOLVE_TASK_FORCE,
    EXPIRE_TASK_FORCE,
    FALL_DUE,
    DECIDE_LATE,
    RECKON,
    RECKON_STEP,
    SAVE_TARGET,
    RECORD_SERVED,
    REMIND,
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
        Step::Escalate => ESCALATE,
        Step::Approve => APPROVE,
        Step::Refuse => REFUSE,
        Step::Return => RETURN,
        Step::Resubmit => RESUBMIT,
        Step::FormTaskForce => FORM_TASK_FORCE,
        Step::ChangeTaskForce => CHANGE_TASK_FORCE,
        Step::Minute => ADD_MINUTES,
        Step::DissolveTaskForce => DISSOLVE_TASK_FORCE,
        Step::FallDue => FALL_DUE,
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
        | Step::Resolve
        | Step::Escalate
        | Step::Resubmit
        | Step::FormTaskForce
        | Step::ChangeTaskForce
        | Step::Minute
        | Step::DissolveTaskForce => Side::Handler,
        Step::Approve | Step::Refuse | Step::Return => Side::Decider,
        Step::AutoClose | Step::FallDue => Side::System,
    }
}

/// Whether the actor may take this step with this request, if its state allows it.
pub fn may_take(actor: &Actor, request: &service_request::Model, step: Step) -> bool {
    let is_theirs = match side_of(step) {
        Side::Requester => is_requester(actor, request),
        Side::Handler => is_handler(actor, request),
        // Whose turn it is, the step of the chain says: see `may_decide`.
        Side::Decider | Side::System => false,
    };
    // Whoever handles it does not say that it is done: the requester does, or seven days pass.
    let judges_own = step == Step::Confirm && !is_own(actor, request) && is_handler(actor, request);
    is_theirs && !judges_own && action_of(step).allows(actor)
}

/// Whether the actor decides for the agency that is asked: its CHIEF, PARTNER or LEADER.
pub fn may_decide(actor: &Actor, escalation: &escalation::Model) -> bool {
    DECIDERS.contains(&actor.role) && actor.agency_id == Some(escalation.agency_id)
}

/// The requester's own people.
pub fn is_own(actor: &Actor, request: &service_request::Model) -> bool {
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
    let files =
        matches!(actor.role, Role::Officer | Role::Chief | Role::Coordinator | Role::Partner);
    is_own(actor, request) || (files && actor.user_id == request.filed_by_id)
}

/// The handling agency's people, and the liaison office.
pub fn is_handler(actor: &Actor, request: &service_request::Model) -> bool {
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

const HAS_TASK_FORCE: Reason = Reason {
    code: "has_task_force",
    zh: "该诉求已有专班",
    en: "The request has a task force already",
};
const NAME_TAKEN: Reason =
    Reason { code: "name_taken", zh: "该名称已存在", en: "The name is taken" };

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "uq_service_request_year_serial",
        columns: "service_request.year, service_request.serial",
        meaning: Meaning::IllegalState(NUMBER_TAKEN),
    },
    Constraint {
        name: "uq_task_force_live",
        columns: "task_force.request_id",
        meaning: Meaning::IllegalState(HAS_TASK_FORCE),
    },
    Constraint {
        name: "uq_escalation_template_name",
        columns: "escalation_template.name",
        meaning: Meaning::Invalid("name", NAME_TAKEN),
    },
    Constraint {
        name: "uq_request_event_request_id_seq",
        columns: "request_event.request_id, request_event.seq",
        meaning: Meaning::IllegalState(MOVED_MEANWHILE),
    },
];
