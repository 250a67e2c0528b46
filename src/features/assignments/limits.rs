//! The caseload limits of the programme, as a rule.

use async_graphql::Enum;

/// How many firms an officer is to have. Reported: 8 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Below this an officer is shown as under-loaded.
    pub lower: u64,
    /// No link is made above this.
    pub upper: u64,
}

/// How a caseload stands against the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Load {
    /// Fewer than the lower limit.
    Under,
    /// Within the limits.
    Within,
    /// As many as the upper limit: no more are linked.
    Full,
    /// More than the upper limit, which was lowered afterwards; no link is closed for it.
    Over,
}

impl Limits {
    /// How a caseload stands.
    pub const fn load(self, caseload: u64) -> Load {
        if caseload > self.upper {
            Load::Over
        } else if caseload == self.upper {
            Load::Full
        } else if caseload < self.lower {
            Load::Under
        } else {
            Load::Within
        }
    }

    /// Whether one more link may be made.
    pub const fn has_room(self, caseload: u64) -> bool {
        caseload < self.upper
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_is_room_just_while_not_full(lower in 0..10u64, more in 0..10u64, caseload in 0..30u64) {
            let limits = Limits { lower, upper: lower + more };
            let is_full = matches!(limits.load(caseload), Load::Full | Load::Over);
            prop_assert_eq!(limits.has_room(caseload), !is_full);
        }

        #[test]
        fn under_means_fewer_than_the_lower_limit(lower in 0..10u64, more in 1..10u64, caseload in 0..30u64) {
            let limits = Limits { lower, upper: lower + more };
            prop_assert_eq!(limits.load(caseload) == Load::Under, caseload < lower);
        }
    }
}
