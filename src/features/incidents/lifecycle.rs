//! The lifecycle of an incident, and of each unit that is sent to it: which step leads where, and what
//! a step sets. The service moves incidents with `step`, the same that `replay` folds.

use chrono::{DateTime, Utc};
use entity::{
    Id, agency,
    dispatch::{self, State as UnitState},
    incident::State,
    incident_category::{self, Nature},
    incident_event::Step,
};

/// The state after a step, or `None` where there is no such step. `from` is `None` before it came in;
/// `nature` is what it was sorted as.
pub const fn after(from: Option<State>, nature: Option<Nature>, step: Step) -> Option<State> {
    use State::{Closed, Diverted, Received, ReturnedToPolice, Settled, Triaged};
    match (from, step) {
        (None, Step::Report) => Some(Received),
        (Some(Received | Triaged), Step::Triage) => Some(Triaged),
        (Some(Triaged), Step::Divert) => match nature {
            Some(Nature::NonPolice) => Some(Diverted),
            Some(Nature::Police) | None => None,
        },
        (Some(Diverted), Step::Dispatch | Step::Accept | Step::Arrive) => Some(Diverted),
        (Some(Diverted), Step::Settle) => Some(Settled),
        (Some(Diverted), Step::Return) => Some(ReturnedToPolice),
        (Some(Triaged | Settled | ReturnedToPolice), Step::Close) => Some(Closed),
        _ => None,
    }
}

/// Where a unit stands after a step, or `None` where there is no such step. `from` is `None` before it
/// is sent.
pub const fn unit_after(from: Option<UnitState>, step: Step) -> Option<UnitState> {
    match (from, step) {
        (None, Step::Dispatch) => Some(UnitState::Dispatched),
        (Some(UnitState::Dispatched), Step::Accept) => Some(UnitState::Accepted),
        (Some(UnitState::Accepted), Step::Arrive) => Some(UnitState::Arrived),
        _ => None,
    }
}

/// What an event is about, beside the incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The incident itself.
    Incident,
    /// What it is sorted as.
    Category(Id<incident_category::Entity>, Nature),
    /// The centre it goes to.
    Centre(Id<agency::Entity>),
    /// A unit's errand.
    Unit(Id<dispatch::Entity>, Id<agency::Entity>),
}

/// Whether a step is about this.
pub const fn fits(step: Step, about: About) -> bool {
    match step {
        Step::Report | Step::Settle | Step::Return | Step::Close => {
            matches!(about, About::Incident)
        }
        Step::Triage => matches!(about, About::Category(..)),
        Step::Divert => matches!(about, About::Centre(_)),
        Step::Dispatch | Step::Accept | Step::Arrive => matches!(about, About::Unit(..)),
    }
}

/// One event, as far as it moves an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub step: Step,
    /// When.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub about: About,
}

/// How an incident stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// What it was sorted as, and whose business that is.
    pub sorted: Option<(Id<incident_category::Entity>, Nature)>,
    /// The centre it was diverted to.
    pub centre_id: Option<Id<agency::Entity>>,
    /// When it was diverted.
    pub diverted_at: Option<DateTime<Utc>>,
    /// When it was settled.
    pub settled_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

/// How an incident stands after an event, or `None` where the event cannot be.
pub fn step(before: Option<&Standing>, event: &Event) -> Option<Standing> {
    let sorted = before.and_then(|standing| standing.sorted);
    let from = before.map(|standing| standing.state);
    let state = after(from, sorted.map(|(_, nature)| nature), event.step)?;
    if !fits(event.step, event.about) {
        return None;
    }
    let mut next = Standing {
        state,
        sorted,
        centre_id: before.and_then(|standing| standing.centre_id),
        diverted_at: before.and_then(|standing| standing.diverted_at),
        settled_at: before.and_then(|standing| standing.settled_at),
        closed_at: before.and_then(|standing| standing.closed_at),
    };
    match event.about {
        About::Category(id, nature) => next.sorted = Some((id, nature)),
        About::Centre(id) => {
            next.centre_id = Some(id);
            next.diverted_at = Some(event.at);
        }
        About::Incident | About::Unit(..) => {}
    }
    match event.step {
        Step::Settle => next.settled_at = Some(event.at),
        Step::Close => next.closed_at = Some(event.at),
        Step::Report
        | Step::Triage
        | Step::Divert
        | Step::Dispatch
        | Step::Accept
        | Step::Arrive
        | Step::Return => {}
    }
    Some(next)
}

#[cfg(test)]
mod tests;
