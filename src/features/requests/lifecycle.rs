//! The lifecycle of a request: which step leads where, what a step sets, and the replay of a
//! timeline.
//!
//! The service moves requests with `step`, the same that `replay` folds: what is stored and what
//! the timeline says cannot differ.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    Id, agency, officer,
    request_event::Step,
    service_request::{Outcome, State},
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
            Step::Route | Step::Note,
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
    /// Since when it has been resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
}

/// How a request stands after an event, or `None` where the event cannot be.
pub fn step(before: Option<&Standing>, event: &Event) -> Option<Standing> {
    let state = after(before.map(|standing| standing.state), event.step)?;
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
    Some(Standing { state, outcome, route, resolved_at, closed_at })
}

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
}

/// Replays a timeline from its first event; `None` when it is no timeline.
pub fn replay(events: &[Event]) -> Option<Replayed> {
    let mut standing: Option<Standing> = None;
    let mut waits: Vec<Wait> = Vec::new();
    for event in events {
        let was_waiting = standing.is_some_and(is_waiting);
        let next = step(standing.as_ref(), event)?;
        match (was_waiting, is_waiting(next)) {
            (false, true) => waits.push(Wait { from: event.at, to: None }),
            (true, false) => {
                if let Some(wait) = waits.last_mut() {
                    wait.to = Some(event.at);
                }
            }
            (false, false) | (true, true) => {}
        }
        standing = Some(next);
    }
    standing.map(|standing| Replayed { standing, waits })
}

fn is_waiting(standing: Standing) -> bool {
    standing.state == State::WaitingForRequester
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_table_of_states_and_steps() {
        let states = std::iter::once(None).chain(State::iter().map(Some));
        let mut table = String::new();
        for state in states {
            let name = state.map_or_else(|| "-".to_owned(), |state| format!("{state:?}"));
            for step in Step::iter() {
                let next = after(state, step);
                let next = next.map_or_else(|| "-".to_owned(), |state| format!("{state:?}"));
                table += &format!("{name} × {step:?} → {next}\n");
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn seven_calendar_days_are_enough_to_answer() {
        let resolved_at = DateTime::UNIX_EPOCH;
        assert!(!is_unanswered(resolved_at, resolved_at + TimeDelta::days(6)));
        let last = resolved_at + TimeDelta::days(7) - TimeDelta::microseconds(1);
        assert!(!is_unanswered(resolved_at, last));
        assert!(is_unanswered(resolved_at, resolved_at + TimeDelta::days(7)));
    }

    #[test]
    fn a_question_stops_the_clock_until_the_answer() {
        let steps = [Step::Submit, Step::Accept, Step::Start, Step::Ask, Step::Answer, Step::Ask];
        let events: Vec<_> = (0..).zip(steps).map(|(at, step)| event(step, at, None)).collect();
        let replayed = replay(&events).unwrap();
        let wait = |from, to: Option<i64>| Wait { from: at(from), to: to.map(at) };
        assert_eq!(replayed.waits, [wait(3, Some(4)), wait(5, None)]);
    }

    #[test]
    fn nothing_is_no_timeline() {
        assert_eq!(replay(&[]), None);
        assert_eq!(replay(&[event(Step::Accept, 0, None)]), None);
        let twice = [event(Step::Submit, 0, None), event(Step::Submit, 1, None)];
        assert_eq!(replay(&twice), None);
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn event(step: Step, seconds: i64, route: Option<Route>) -> Event {
        let outcome = (step == Step::Resolve).then_some(Outcome::Partly);
        Event { step, at: at(seconds), outcome, route }
    }

    fn route() -> impl Strategy<Value = Option<Route>> {
        let id = || prop::option::of(0..4u128);
        prop::option::of((id(), id()).prop_map(|(agency, handler)| Route {
            agency_id: agency.map(|id| Id::from_uuid(Uuid::from_u128(id))),
            handler_id: handler.map(|id| Id::from_uuid(Uuid::from_u128(id))),
        }))
    }

    /// Random steps; those that cannot be are refused and leave no event, as in the service.
    fn walk() -> impl Strategy<Value = (Vec<Event>, Vec<Standing>)> {
        let any = prop::sample::select(Step::iter().collect::<Vec<_>>());
        prop::collection::vec((any, 1..1_000i64, route()), 0..60).prop_map(|tried| {
            let first = event(Step::Submit, 0, None);
            let mut events = vec![first];
            let mut stored = vec![step_of(None, &first)];
            let mut now = 0;
            for (kind, seconds, route) in tried {
                now += seconds;
                let tried = event(kind, now, route);
                if let Some(next) = step(stored.last(), &tried) {
                    events.push(tried);
                    stored.push(next);
                }
            }
            (events, stored)
        })
    }

    fn step_of(before: Option<&Standing>, event: &Event) -> Standing {
        step(before, event).unwrap()
    }

    proptest! {
        #[test]
        fn the_replay_of_every_beginning_is_what_was_stored((events, stored) in walk()) {
            for (count, standing) in (1..).zip(stored) {
                prop_assert_eq!(replay(&events[..count]).unwrap().standing, standing);
            }
        }

        #[test]
        fn what_is_set_follows_from_the_state((events, stored) in walk()) {
            for standing in &stored {
                let answered = matches!(standing.state, State::Resolved | State::Closed);
                prop_assert_eq!(standing.outcome.is_some(), answered);
                prop_assert_eq!(standing.resolved_at.is_some(), answered);
                prop_assert_eq!(standing.closed_at.is_some(), has_ended(standing.state));
            }
            // Nothing follows the end.
            let ended = stored.iter().filter(|standing| has_ended(standing.state)).count();
            prop_assert!(ended <= 1);
            prop_assert!(stored[..stored.len() - 1].iter().all(|standing| !has_ended(standing.state)));
            prop_assert_eq!(events.len(), stored.len());
        }

        #[test]
        fn waits_follow_each_other_and_only_the_last_may_be_open((events, stored) in walk()) {
            let waits = replay(&events).unwrap().waits;
            let asked = events.iter().filter(|event| event.step == Step::Ask).count();
            prop_assert_eq!(waits.len(), asked);
            for pair in waits.windows(2) {
                prop_assert!(pair[0].to.unwrap() <= pair[1].from);
            }
            let is_open = waits.last().is_some_and(|wait| wait.to.is_none());
            prop_assert_eq!(is_open, stored.last().unwrap().state == State::WaitingForRequester);
        }

        #[test]
        fn the_last_route_counts((events, stored) in walk()) {
            let last = events.iter().rev().find_map(|event| event.route).unwrap_or_default();
            prop_assert_eq!(stored.last().unwrap().route, last);
        }
    }
}
