//! The lifecycle of one step of a chain: PENDING until it is decided; RETURNED until the sender
//! resubmits it, as a new attempt.

use entity::{escalation::State, request_event::Step};

/// The state after a step, or `None` where there is no such step. `from` is `None` before it is
/// put before the agency.
pub const fn after(from: Option<State>, step: Step) -> Option<State> {
    match (from, step) {
        (None, Step::Escalate) | (Some(State::Returned), Step::Resubmit) => Some(State::Pending),
        (Some(State::Pending), Step::Approve) => Some(State::Approved),
        (Some(State::Pending), Step::Refuse) => Some(State::Refused),
        (Some(State::Pending), Step::Return) => Some(State::Returned),
        _ => None,
    }
}

/// The states in which a step still waits for somebody.
pub const OPEN: [State; 2] = [State::Pending, State::Returned];

/// Whether a step in this state still waits for somebody.
pub const fn is_open(state: State) -> bool {
    match state {
        State::Pending | State::Returned => true,
        State::Approved | State::Refused | State::Ended => false,
    }
}

/// How a step stands: its state, and which attempt it is, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The state.
    pub state: State,
    /// Which attempt.
    pub attempt: i32,
}

/// How a step of a chain stands after a step, or `None` where there is no such step.
pub fn step(before: Option<Attempt>, step: Step) -> Option<Attempt> {
    let state = after(before.map(|attempt| attempt.state), step)?;
    let made = before.map_or(0, |attempt| attempt.attempt);
    let attempt = if state == State::Pending { made + 1 } else { made };
    Some(Attempt { state, attempt })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn the_table_of_states_and_steps() {
        let mut table = String::new();
        for state in std::iter::once(None).chain(State::iter().map(Some)) {
            let name = state.map_or_else(|| "-".to_owned(), |state| format!("{state:?}"));
            for step in Step::iter() {
                if let Some(next) = after(state, step) {
                    table += &format!("{name} × {step:?} → {next:?}\n");
                }
            }
        }
        insta::assert_snapshot!(table);
    }

    proptest! {
        #[test]
        fn attempts_count_and_nothing_follows_the_end(
            tried in prop::collection::vec(
                prop::sample::select(Step::iter().collect::<Vec<_>>()), 0..80,
            )
        ) {
            let (mut stands, mut sent) = (None, 0);
            for kind in tried {
                let Some(next) = step(stands, kind) else { continue };
                prop_assert!(stands.is_none_or(|before: Attempt| is_open(before.state)));
                sent += i32::from(next.state == State::Pending);
                prop_assert_eq!(next.attempt, sent);
                stands = Some(next);
            }
        }
    }
}
