//! Random walks through a request's life, and what the replay makes of them.

use chrono::TimeDelta;
use entity::service_request::Outcome;
use proptest::prelude::*;
use sea_orm::Iterable;
use uuid::Uuid;

use super::*;
use crate::features::requests::lifecycle::Route;

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
    Event { step, at: at(seconds), outcome, route, about: About::Request }
}

fn route() -> impl Strategy<Value = Option<Route>> {
    let id = || prop::option::of(0..4u128);
    prop::option::of((id(), id()).prop_map(|(agency, handler)| Route {
        agency_id: agency.map(|id| Id::from_uuid(Uuid::from_u128(id))),
        handler_id: handler.map(|id| Id::from_uuid(Uuid::from_u128(id))),
    }))
}

/// What a step may be about: one of three steps of chains at any attempt, one of two task forces.
fn about() -> impl Strategy<Value = About> {
    let id = |n: u128| Uuid::from_u128(n);
    prop_oneof![
        Just(About::Request),
        (0..3u128, 1..4)
            .prop_map(move |(n, attempt)| { About::Escalation(Id::from_uuid(id(n)), attempt) }),
        (0..2u128).prop_map(move |n| About::TaskForce(Id::from_uuid(id(n)))),
    ]
}

/// Random steps; those that cannot be are refused and leave no event, as in the service.
fn walk() -> impl Strategy<Value = (Vec<Event>, Vec<Replayed>)> {
    let any = prop::sample::select(Step::iter().collect::<Vec<_>>());
    // Most random requests would end early: the first steps lead to where they climb.
    let begun = [Step::Submit, Step::Accept, Step::Start];
    prop::collection::vec((any, 1..1_000i64, route(), about()), 0..120).prop_map(move |tried| {
        let mut events: Vec<Event> = Vec::new();
        let mut stored = Vec::new();
        let begun = begun.map(|step| (step, 1, None, About::Request));
        let mut now = 0;
        for (kind, seconds, route, about) in begun.into_iter().chain(tried) {
            now += seconds;
            events.push(Event { about, ..event(kind, now, route) });
            match replay(&events) {
                Some(replayed) => stored.push(replayed),
                None => drop(events.pop()),
            }
        }
        (events, stored)
    })
}

proptest! {
    #[test]
    fn the_replay_is_the_steps_one_after_the_other((events, stored) in walk()) {
        let mut standing = None;
        for (event, replayed) in events.iter().zip(stored) {
            standing = step(standing.as_ref(), event);
            prop_assert_eq!(standing, Some(replayed.standing));
        }
    }

    #[test]
    fn nothing_climbs_and_no_task_force_lives_after_the_end((_, stored) in walk()) {
        for Replayed { standing, escalations, task_force, .. } in &stored {
            let is_climbing = escalations.values().any(|attempt| chains::is_open(attempt.state));
            prop_assert!(!is_climbing || may_climb(standing.state));
            prop_assert!(task_force.is_none() || !has_ended(standing.state));
        }
    }

    #[test]
    fn every_decision_is_an_event_of_its_attempt((events, stored) in walk()) {
        for (id, attempt) in &stored.last().unwrap().escalations {
            let theirs = |step: Step| {
                let is_theirs = |event: &&Event| {
                    event.step == step && matches!(event.about, About::Escalation(of, _) if of == *id)
                };
                events.iter().filter(is_theirs).count()
            };
            let sent = theirs(Step::Escalate) + theirs(Step::Resubmit);
            prop_assert_eq!(i32::try_from(sent).unwrap(), attempt.attempt);
            prop_assert_eq!(theirs(Step::Approve) == 1, attempt.state == EscalationState::Approved);
            prop_assert_eq!(theirs(Step::Refuse) == 1, attempt.state == EscalationState::Refused);
        }
    }

    #[test]
    fn what_is_set_follows_from_the_state((events, stored) in walk()) {
        for standing in stored.iter().map(|replayed| &replayed.standing) {
            let answered = matches!(standing.state, State::Resolved | State::Closed);
            prop_assert_eq!(standing.outcome.is_some(), answered);
            prop_assert_eq!(standing.resolved_at.is_some(), answered);
            prop_assert_eq!(standing.closed_at.is_some(), has_ended(standing.state));
        }
        // Nothing follows the end.
        let has_ended = |replayed: &Replayed| has_ended(replayed.standing.state);
        let ended = stored.iter().filter(|replayed| has_ended(replayed)).count();
        prop_assert!(ended <= 1);
        prop_assert!(stored[..stored.len() - 1].iter().all(|replayed| !has_ended(replayed)));
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
        prop_assert_eq!(is_open, stored.last().unwrap().standing.state == State::WaitingForRequester);
    }

    #[test]
    fn the_last_route_counts((events, stored) in walk()) {
        let last = events.iter().rev().find_map(|event| event.route).unwrap_or_default();
        prop_assert_eq!(stored.last().unwrap().standing.route, last);
    }
}
