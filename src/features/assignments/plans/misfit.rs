//! Whether a move of a plan still fits the assignments as they stand, as a rule.

use entity::planned_assignment::Misfit;

use crate::features::assignments::limits::Limits;

/// How the firm of a move stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// It was merged into another record.
    pub is_merged: bool,
    /// It still has the officer, or nobody, that the plan found.
    pub has_present_officer: bool,
    /// The pair that the plan makes is banned.
    pub is_banned: bool,
    /// The pair that the plan ends is pinned.
    pub is_pinned: bool,
    /// How many firms the officer would have with all moves of the plan.
    pub caseload: u64,
}

/// Why a move no longer fits; none where it does. A caseload above the limit is every move's to
/// that officer.
pub const fn misfit(standing: Standing, limits: Limits) -> Option<Misfit> {
    if standing.is_merged {
        Some(Misfit::FirmMerged)
    } else if !standing.has_present_officer {
        Some(Misfit::OtherOfficer)
    } else if standing.is_banned {
        Some(Misfit::Banned)
    } else if standing.is_pinned {
        Some(Misfit::Pinned)
    } else if standing.caseload > limits.upper {
        Some(Misfit::Full)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_move_fits_just_while_nothing_stands_against_it(
            is_merged: bool,
            has_present_officer: bool,
            is_banned: bool,
            is_pinned: bool,
            caseload in 0..20u64,
        ) {
            let limits = Limits { lower: 8, upper: 10 };
            let standing = Standing { is_merged, has_present_officer, is_banned, is_pinned, caseload };
            let fits = !is_merged && has_present_officer && !is_banned && !is_pinned && caseload <= 10;
            prop_assert_eq!(misfit(standing, limits).is_none(), fits);
        }
    }
}
