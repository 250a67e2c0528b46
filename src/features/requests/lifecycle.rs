//! The lifecycle of a request: which step leads where, and what a step sets.
//!
//! The service moves requests with `step`, the same that `replay` folds: what is stored and what
//! the timeline says cannot differ.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    Id, agency, escalation, officer,
    request_event::Step,
    service_request::{DueKind, Outcome, State},
    task_force,
};

/// How long a requester may take to say whether a resolved request is done: 7 calendar days.
pub const ANSWER_WITHIN: TimeDelta = TimeDelta::days(7);

/// The state after a step, or `None` where there is no such step. `from` is `None` before filing.
pub const fn after(from: Option<State>, step: Step) -> Option<State> {
    use State::{
        Accepted, Closed, InProgress, Rejected, Resolved, Submitted, WaitingForRequester, Withdrawn,
    };
    match (from, step) {
        (None, Step::Submit) => Some(Submitted),
        (Some(Submitted), Step::Accept) => Some(Accepted),
        (Some(Submitted), Step::Reject) => Some(Rejected),
        (Some(Accepted), Step::Start)
        | (Some(WaitingForRequester), Step::Answer)
        | (Some(Resolved), Step::Reopen) => Some(InProgress),
        (Some(InProgress), Step::Ask) => Some(WaitingForRequester),
        (Some(InProgress), Step::Resolve) => Some(Resolved),
        (Some(Resolved), Step::Confirm | Step::AutoClose) => Some(Closed),
        (Some(Submitted | Accepted | InProgress | WaitingForRequester), Step::Withdraw) => {
            Some(Withdrawn)
        }
        (
            Some(state @ (Submitted | Accepted | InProgress | WaitingForRequester)),
            Step::Route | Step::Note | Step::FallDue,
        )
        | (
            Some(state @ (InProgress | WaitingForRequester)),
            Step::Escalate
            | Step::Approve
            | Step::Refuse
            | Step::Return
            | Step::Resubmit
            | Step::FormTaskForce,
        )
        | (
            Some(state @ (InProgress | WaitingForRequester | Resolved)),
            Step::ChangeTaskForce | Step::Minute | Step::DissolveTaskForce,
        )
        | (Some(state @ Resolved), Step::Note) => Some(state),
        _ => None,
    }
}

/// Whether a request in this state has ended.
pub const fn has_ended(state: State) -> bool {
    match state {
        State::Closed | State::Rejected | State::Withdrawn => true,
        State::Submitted
        | State::Accepted
        | State::InProgress
        | State::WaitingForRequester
        | State::Resolved => false,
    }
}

/// Whether a request in this state may hold escalations: it is worked on.
pub const fn may_climb(state: State) -> bool {
    after(Some(state), Step::Escalate).is_some()
}

/// Whether a request resolved then has been left unanswered for too long by now.
pub fn is_unanswered(resolved_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - resolved_at >= ANSWER_WITHIN
}

/// Where a request lies: with an agency, and there with an officer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The handling agency.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The officer in charge.
    pub handler_id: Option<Id<officer::Entity>>,
}

/// What an event is about, beside the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// The request itself.
    #[default]
    Request,
    /// An attempt of a step of a chain.
    Escalation(Id<escalation::Entity>, i32),
    /// A task force.
    TaskForce(Id<task_force::Entity>),
}

/// Whether a step can be about this. A due date passes of the request, or of a step of a chain.
pub const fn fits(step: Step, about: About) -> bool {
    match step {
        Step::Submit
        | Step::Accept
        | Step::Reject
        | Step::Route
        | Step::Start
        | Step::Note
        | Step::Ask
        | Step::Answer
        | Step::Resolve
        | Step::Confirm
        | Step::Reopen
        | Step::Withdraw
        | Step::AutoClose => matches!(about, About::Request),
        Step::Escalate | Step::Approve | Step::Refuse | Step::Return | Step::Resubmit => {
            matches!(about, About::Escalation(..))
        }
        Step::FormTaskForce | Step::ChangeTaskForce | Step::Minute | Step::DissolveTaskForce => {
            matches!(about, About::TaskForce(_))
        }
        Step::FallDue => !matches!(about, About::TaskForce(_)),
    }
}

/// One event, as far as it moves a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub step: Step,
    /// When.
    pub at: DateTime<Utc>,
    /// What came of it; RESOLVE has one and no other step.
    pub outcome: Option<Outcome>,
    /// Where it lies from now on, where the step says so.
    pub route: Option<Route>,
    /// What it is about.
    pub about: About,
}

/// What is due of a request, and since when the time for it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What is due.
    pub kind: DueKind,
    /// Since when.
    pub from: DateTime<Utc>,
    /// When it was noted that the date passed.
    pub fell_due_at: Option<DateTime<Utc>>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Where it lies.
    pub route: Route,
    /// What is due.
    pub term: Option<Term>,
    /// Since when it has been resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
}

/// How a request stands after an event, or `None` where the event cannot be.
pub fn step(before: Option<&Standing>, event: &Event) -> Option<Standing> {
    let state = after(before.map(|standing| standing.state), event.step)?;
    if !fits(event.step, event.about) {
        return None;
    }
    if event.outcome.is_some() != (event.step == Step::Resolve) {
        return None;
    }
    let route = event.route.or(before.map(|standing| standing.route)).unwrap_or_default();
    let answered = before.filter(|_| matches!(state, State::Resolved | State::Closed));
    let (outcome, resolved_at) = match event.step {
        Step::Resolve => (event.outcome, Some(event.at)),
        _ => (
            answered.and_then(|standing| standing.outcome),
            answered.and_then(|standing| standing.resolved_at),
        ),
    };
    let closed_at = has_ended(state).then_some(event.at);
    let term = term(before.and_then(|standing| standing.term), state, event)?;
    Some(Standing { state, outcome, route, term, resolved_at, closed_at })
}

/// What is due after an event: to be taken from filing on, to be answered from then on, and again
/// from the day it comes back. A date passes once; `None` where it cannot pass.
fn term(before: Option<Term>, state: State, event: &Event) -> Option<Option<Term>> {
    let begins = |kind| Some(Term { kind, from: event.at, fell_due_at: None });
    Some(match event.step {
        Step::Submit => begins(DueKind::Accept),
        Step::Accept | Step::Reopen => begins(DueKind::Resolve),
        Step::FallDue if event.about == About::Request => {
            let term = before.filter(|term| term.fell_due_at.is_none())?;
            Some(Term { fell_due_at: Some(event.at), ..term })
        }
        _ if state == State::Resolved || has_ended(state) => None,
        _ => before,
    })
}

#[cfg(test)]
mod tests;
