//! The tables of states and steps, and what holds whatever is tried.

use proptest::prelude::*;
use sea_orm::Iterable;
use uuid::Uuid;

use super::*;

#[test]
fn the_table_of_states_and_steps() {
    let mut table = String::new();
    for from in std::iter::once(None).chain(State::iter().map(Some)) {
        for nature in [None, Some(Nature::Police), Some(Nature::NonPolice)] {
            for step in Step::iter() {
                if let Some(next) = after(from, nature, step) {
                    table += &format!("{from:?} {nature:?} × {step:?} → {next:?}\n");
                }
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_table_of_units() {
    let mut table = String::new();
    for from in std::iter::once(None).chain(UnitState::iter().map(Some)) {
        for step in Step::iter() {
            if let Some(next) = unit_after(from, step) {
                table += &format!("{from:?} × {step:?} → {next:?}\n");
            }
        }
    }
    insta::assert_snapshot!(table);
}

fn about(step: Step, nature: Nature) -> About {
    match step {
        Step::Report | Step::Settle | Step::Return | Step::Close => About::Incident,
        Step::Triage => About::Category(Id::from_uuid(Uuid::nil()), nature),
        Step::Divert => About::Centre(Id::from_uuid(Uuid::nil())),
        Step::Dispatch | Step::Accept | Step::Arrive => {
            About::Unit(Id::from_uuid(Uuid::nil()), Id::from_uuid(Uuid::nil()))
        }
    }
}

fn tried() -> impl Strategy<Value = Vec<(Step, Nature)>> {
    let steps = prop::sample::select(Step::iter().collect::<Vec<_>>());
    let natures = prop::sample::select(Nature::iter().collect::<Vec<_>>());
    prop::collection::vec((steps, natures), 0..60)
}

proptest! {
    #[test]
    fn only_what_is_no_police_matter_is_diverted_and_only_that_is_settled(tried in tried()) {
        let (mut standing, mut at) = (None::<Standing>, DateTime::UNIX_EPOCH);
        for (kind, nature) in tried {
            at += chrono::TimeDelta::seconds(1);
            let event = Event { step: kind, at, about: about(kind, nature) };
            let Some(next) = step(standing.as_ref(), &event) else { continue };
            prop_assert!(standing.is_none_or(|before| before.state != State::Closed));
            prop_assert_eq!(standing.is_none(), kind == Step::Report);
            if next.state == State::Diverted {
                prop_assert_eq!(next.sorted.map(|(_, nature)| nature), Some(Nature::NonPolice));
            }
            prop_assert_eq!(next.centre_id.is_some(), next.diverted_at.is_some());
            prop_assert!(next.settled_at.is_none() || next.diverted_at < next.settled_at);
            prop_assert_eq!(next.closed_at.is_some(), next.state == State::Closed);
            standing = Some(next);
        }
    }

    #[test]
    fn a_step_is_about_one_kind_of_thing(tried in tried()) {
        for (kind, nature) in tried {
            let fitting = Step::iter().map(|other| about(other, nature));
            prop_assert!(fitting.filter(|about| fits(kind, *about)).all(|it| it == about(kind, nature)));
        }
    }
}
