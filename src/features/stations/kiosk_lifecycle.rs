//! The states of a kiosk: PROPOSED → APPROVED → INSTALLED → ONLINE ⇄ OFFLINE → RETIRED, or REFUSED
//! after the proposal. ONLINE and OFFLINE come from its heartbeat alone.

use chrono::{DateTime, TimeDelta, Utc};
use entity::kiosk::State;

/// A kiosk that was silent for so long is offline.
pub const SILENT_AFTER: TimeDelta = TimeDelta::minutes(15);

/// What can happen to a kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The last of those above agreed.
    Approve,
    /// One of those above did not, or the request was taken back.
    Refuse,
    /// It is in place and has a key. Once more while no heartbeat came: the key was lost.
    Install,
    /// Its heartbeat came.
    Beat,
    /// No heartbeat came for a while.
    FallSilent,
    /// It is taken out of service.
    Retire,
}

/// The state after a step, or `None` where there is no such step.
pub const fn after(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Proposed, Step::Approve) => Some(State::Approved),
        (State::Proposed, Step::Refuse) => Some(State::Refused),
        (State::Approved | State::Installed, Step::Install) => Some(State::Installed),
        (State::Installed | State::Online | State::Offline, Step::Beat) => Some(State::Online),
        (State::Online, Step::FallSilent) => Some(State::Offline),
        (State::Approved | State::Installed | State::Online | State::Offline, Step::Retire) => {
            Some(State::Retired)
        }
        _ => None,
    }
}

/// Whether a kiosk in this state stands at its station and can serve people.
pub const fn is_in_place(state: State) -> bool {
    matches!(state, State::Installed | State::Online | State::Offline)
}

/// Whether it has been silent for too long.
pub fn is_silent(last_beat_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - last_beat_at >= SILENT_AFTER
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::Iterable;

    use super::*;

    const STEPS: [Step; 6] =
        [Step::Approve, Step::Refuse, Step::Install, Step::Beat, Step::FallSilent, Step::Retire];

    #[test]
    fn the_table_of_states_and_steps() {
        let mut table = String::new();
        for state in State::iter() {
            for step in STEPS {
                let next = after(state, step);
                let next = next.map_or_else(|| "-".to_owned(), |state| format!("{state:?}"));
                table += &format!("{state:?} × {step:?} → {next}\n");
            }
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn a_quarter_of_an_hour_is_silence() {
        let beat = DateTime::UNIX_EPOCH;
        assert!(!is_silent(beat, beat + TimeDelta::minutes(15) - TimeDelta::microseconds(1)));
        assert!(is_silent(beat, beat + TimeDelta::minutes(15)));
    }

    fn walk() -> impl Strategy<Value = Vec<Step>> {
        prop::collection::vec(prop::sample::select(&STEPS), 0..40)
    }

    proptest! {
        #[test]
        fn no_kiosk_goes_online_without_approval_and_installation(steps in walk()) {
            let (mut state, mut approved, mut installed) = (State::Proposed, false, false);
            for step in steps {
                let Some(next) = after(state, step) else { continue };
                approved |= step == Step::Approve;
                installed |= step == Step::Install;
                state = next;
                prop_assert!(!is_in_place(state) || (approved && installed));
                prop_assert!(state != State::Online || step == Step::Beat);
            }
        }

        #[test]
        fn what_has_ended_stays_so(steps in walk()) {
            let mut state = State::Proposed;
            for step in steps {
                let ended = matches!(state, State::Refused | State::Retired);
                let next = after(state, step);
                prop_assert!(!ended || next.is_none());
                state = next.unwrap_or(state);
            }
        }
    }
}
