//! The replay of a timeline: how the request stands, when its clock stood still, and how its
//! escalations and its task force stand.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{
    Id,
    escalation::{self, State as EscalationState},
    request_event::Step,
    service_request::State,
    task_force,
};

use super::{
    escalations::lifecycle::{self as chains, Attempt},
    lifecycle::{About, Event, Standing, has_ended, may_climb, step},
};

/// A time during which the clock stood still: the requester was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// From the question.
    pub from: DateTime<Utc>,
    /// To the answer, or to the end of the request; none while it lasts.
    pub to: Option<DateTime<Utc>>,
}

/// What a whole timeline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// How the request stands.
    pub standing: Standing,
    /// When the clock stood still, in order.
    pub waits: Vec<Wait>,
    /// How each step of a chain stands that has begun.
    pub escalations: BTreeMap<Id<escalation::Entity>, Attempt>,
    /// The task force that lives.
    pub task_force: Option<Id<task_force::Entity>>,
}

impl Replayed {
    fn begun(standing: Standing) -> Self {
        let (waits, escalations) = (Vec::new(), BTreeMap::new());
        Self { standing, waits, escalations, task_force: None }
    }

    fn wait(&mut self, was_waiting: bool, at: DateTime<Utc>) {
        match (was_waiting, self.standing.state == State::WaitingForRequester) {
            (false, true) => self.waits.push(Wait { from: at, to: None }),
            (true, false) => {
                if let Some(wait) = self.waits.last_mut() {
                    wait.to = Some(at);
                }
            }
            (false, false) | (true, true) => {}
        }
    }

    /// What an event does to the chains and the task force; `None` where it cannot be.
    fn follow(&mut self, event: &Event) -> Option<()> {
        match event.about {
            About::Escalation(id, attempt) if event.step != Step::FallDue => {
                let next = chains::step(self.escalations.get(&id).copied(), event.step)?;
                if next.attempt != attempt {
                    return None;
                }
                self.escalations.insert(id, next);
            }
            About::TaskForce(id) => {
                self.task_force = match (self.task_force, event.step) {
                    (None, Step::FormTaskForce) => Some(id),
                    (Some(live), Step::DissolveTaskForce) if live == id => None,
                    (Some(live), Step::ChangeTaskForce | Step::Minute) if live == id => Some(id),
                    _ => return None,
                };
            }
            About::Escalation(..) | About::Request => {}
        }
        if !may_climb(self.standing.state) {
            self.escalations
                .values_mut()
                .filter(|attempt| chains::is_open(attempt.state))
                .for_each(|attempt| attempt.state = EscalationState::Ended);
        }
        if has_ended(self.standing.state) {
            self.task_force = None;
        }
        Some(())
    }
}

/// Replays a timeline from its first event; `None` when it is no timeline.
pub fn replay(events: &[Event]) -> Option<Replayed> {
    let (first, rest) = events.split_first()?;
    let mut replayed = Replayed::begun(step(None, first)?);
    for event in rest {
        let was_waiting = replayed.standing.state == State::WaitingForRequester;
        replayed.standing = step(Some(&replayed.standing), event)?;
        replayed.wait(was_waiting, event.at);
        replayed.follow(event)?;
    }
    Some(replayed)
}

#[cfg(test)]
mod tests;
