//! Where an import can go: it ends once, and what has failed has written nothing.

use entity::import_run::State;

/// What can happen to an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its good rows land, or would have.
    Land,
    /// It meets what it cannot go on from.
    Fail,
}

/// Where an import stands after a step; `None` where there is no such step.
pub const fn after(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Running, Step::Land) => Some(State::Done),
        (State::Running, Step::Fail) => Some(State::Failed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn every_state_and_step() {
        let mut table = String::new();
        for state in State::iter() {
            for step in [Step::Land, Step::Fail] {
                writeln!(table, "{state:?} {step:?} -> {:?}", after(state, step)).unwrap();
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn an_import_ends_once() {
        for first in [Step::Land, Step::Fail] {
            let ended = after(State::Running, first).unwrap();
            for second in [Step::Land, Step::Fail] {
                assert_eq!(after(ended, second), None);
            }
        }
    }
}
