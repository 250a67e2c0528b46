//! The states of a visit: PLANNED, then DONE or CANCELLED. A visit done stays done; it can be
//! amended.

use entity::visit::State;

/// What can happen to a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A planned visit took place.
    Log,
    /// What a done visit says is corrected.
    Amend,
    /// A planned visit will not take place.
    Cancel,
}

/// The state after a step, or `None` where there is no such step.
pub const fn after(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Planned, Step::Log) | (State::Done, Step::Amend) => Some(State::Done),
        (State::Planned, Step::Cancel) => Some(State::Cancelled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STATES: [State; 3] = [State::Planned, State::Done, State::Cancelled];
    const STEPS: [Step; 3] = [Step::Log, Step::Amend, Step::Cancel];

    #[test]
    fn the_table_of_states_and_steps() {
        let table: String = STATES
            .iter()
            .flat_map(|state| STEPS.map(|step| (state, step)))
            .map(|(state, step)| format!("{state:?} × {step:?} → {:?}\n", after(*state, step)))
            .collect();
        insta::assert_snapshot!(table);
    }

    proptest! {
        #[test]
        fn a_done_visit_is_never_undone(steps in prop::collection::vec(prop::sample::select(&STEPS), 0..20)) {
            let mut state = State::Planned;
            let mut was_done = false;
            for step in steps {
                state = after(state, step).unwrap_or(state);
                was_done |= state == State::Done;
                prop_assert!(!was_done || state == State::Done);
            }
        }
    }
}
