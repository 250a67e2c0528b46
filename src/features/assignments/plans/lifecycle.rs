//! The lifecycle of a plan: which step leads where.

use entity::caseload_plan::State;

/// A step of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The computation of a dry run has ended.
    Draft,
    /// The computation has ended, or a draft is put before a leader.
    Propose,
    /// A leader agrees.
    Approve,
    /// A leader does not.
    Reject,
    /// It is given up.
    Cancel,
    /// The assignments follow it.
    Apply,
    /// It turned out that they cannot any more.
    Expire,
}

/// The state after a step, or `None` where there is no such step.
pub const fn after(from: State, step: Step) -> Option<State> {
    use State::{Applied, Approved, Cancelled, Draft, Proposed, Rejected, Running, Stale};
    match (from, step) {
        (Running, Step::Draft) => Some(Draft),
        (Running | Draft, Step::Propose) => Some(Proposed),
        (Proposed, Step::Approve) => Some(Approved),
        (Proposed, Step::Reject) => Some(Rejected),
        (Running | Draft | Proposed | Approved, Step::Cancel) => Some(Cancelled),
        (Approved, Step::Apply) => Some(Applied),
        (Approved, Step::Expire) => Some(Stale),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const STEPS: [Step; 7] = [
        Step::Draft,
        Step::Propose,
        Step::Approve,
        Step::Reject,
        Step::Cancel,
        Step::Apply,
        Step::Expire,
    ];

    #[test]
    fn states_and_steps() {
        let lines = State::iter().flat_map(|from| {
            STEPS.map(|step| after(from, step).map(|to| format!("{from:?} --{step:?}--> {to:?}")))
        });
        insta::assert_snapshot!(lines.flatten().collect::<Vec<_>>().join("\n"));
    }

    proptest! {
        #[test]
        fn nothing_is_applied_without_an_approval(steps in prop::collection::vec(0..STEPS.len(), 0..20)) {
            let (mut state, mut approved) = (State::Running, false);
            for step in steps.into_iter().map(|place| STEPS[place]) {
                let Some(next) = after(state, step) else { continue };
                approved |= step == Step::Approve;
                state = next;
            }
            prop_assert!(state != State::Applied || approved);
        }

        #[test]
        fn what_has_ended_stays(step in 0..STEPS.len()) {
            for ended in [State::Applied, State::Cancelled, State::Rejected, State::Stale] {
                prop_assert_eq!(after(ended, STEPS[step]), None);
            }
        }
    }
}
