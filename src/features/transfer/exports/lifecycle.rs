//! Where an export can go: it ends once, with a file or without.

use entity::export_run::State;

/// What can happen to an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its file is there.
    Finish,
    /// It meets what it cannot go on from.
    Fail,
}

/// Where an export stands after a step; `None` where there is no such step.
pub const fn after(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Running, Step::Finish) => Some(State::Done),
        (State::Running, Step::Fail) => Some(State::Failed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn an_export_ends_once() {
        for step in [Step::Finish, Step::Fail] {
            for state in State::iter() {
                assert_eq!(after(state, step).is_some(), state == State::Running, "{state:?}");
            }
        }
        assert_eq!(after(State::Running, Step::Finish), Some(State::Done));
        assert_eq!(after(State::Running, Step::Fail), Some(State::Failed));
    }
}
