//! The two lines between agencies, the administrative 块 and the guiding 条: neither ever runs in
//! a ring. Pure: a line is who stands right below whom.

use std::{collections::BTreeMap, fmt::Debug};

/// Who stands right below whom.
pub type Line<T> = BTreeMap<T, T>;

/// The change would make a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ring;

/// The line when `child` comes to stand below `above`.
///
/// # Errors
/// `Ring` when `above` is the child itself or stands somewhere below it.
pub fn placed<T: Copy + Ord>(
    mut line: Line<T>,
    child: T,
    above: Option<T>,
) -> Result<Line<T>, Ring> {
    match above {
        Some(above) => line.insert(child, above),
        None => line.remove(&child),
    };
    if runs_in_a_ring(&line, child) { Err(Ring) } else { Ok(line) }
}

/// The line when what stood below those `gone` stands below the one that survives. The survivor
/// keeps its place; where it stood below one of those, it comes to stand where that one stood.
///
/// # Errors
/// `Ring` when the survivor stands deeper below one of those, so that it would come to stand
/// below itself.
pub fn merged<T: Copy + Ord>(line: &Line<T>, gone: &[T], survivor: T) -> Result<Line<T>, Ring> {
    let mut next = Line::new();
    for (&child, &above) in line {
        if gone.contains(&child) {
            continue;
        }
        if child == survivor {
            let first_left = climb(line, child).find(|place| !gone.contains(place));
            next.extend(first_left.map(|above| (child, above)));
        } else {
            next.insert(child, if gone.contains(&above) { survivor } else { above });
        }
    }
    if runs_in_a_ring(&next, survivor) { Err(Ring) } else { Ok(next) }
}

/// Everything above, from the nearest on.
pub(super) fn climb<T: Copy + Ord>(line: &Line<T>, from: T) -> impl Iterator<Item = T> {
    std::iter::successors(line.get(&from).copied(), |place| line.get(place).copied())
        .take(line.len())
}

fn runs_in_a_ring<T: Copy + Ord>(line: &Line<T>, from: T) -> bool {
    climb(line, from).any(|place| place == from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn has_ring(line: &Line<u8>) -> bool {
        line.keys().any(|from| runs_in_a_ring(line, *from))
    }

    fn a_line() -> impl Strategy<Value = Line<u8>> {
        prop::collection::vec((0..12_u8, prop::option::of(0..12_u8)), 0..40).prop_map(|moves| {
            moves.into_iter().fold(Line::new(), |line, (child, above)| {
                placed(line.clone(), child, above).unwrap_or(line)
            })
        })
    }

    #[test]
    fn nobody_stands_below_themselves() {
        let line = Line::from([(2, 1), (3, 2)]);
        assert_eq!(placed(line.clone(), 1, Some(3)), Err(Ring));
        assert_eq!(placed(line.clone(), 1, Some(1)), Err(Ring));
        assert!(placed(line.clone(), 1, None).is_ok());
        assert_eq!(placed(line, 3, Some(1)), Ok(Line::from([(2, 1), (3, 1)])));
    }

    #[test]
    fn what_stood_below_the_old_ones_stands_below_the_survivor() {
        // 1 is above 2 and 3; 4 is below 2, 5 below 3.
        let line = Line::from([(2, 1), (3, 1), (4, 2), (5, 3)]);
        assert_eq!(merged(&line, &[2], 3), Ok(Line::from([(3, 1), (4, 3), (5, 3)])));
        assert_eq!(merged(&line, &[2], 4), Ok(Line::from([(3, 1), (4, 1), (5, 3)])));
        // 2 would stand below 4 and above it.
        assert_eq!(merged(&line, &[1], 4), Err(Ring));
    }

    proptest! {
        #[test]
        fn a_line_never_runs_in_a_ring(line in a_line()) {
            prop_assert!(!has_ring(&line));
        }

        #[test]
        fn a_merger_leaves_no_ring_and_nobody_below_the_old_ones(
            line in a_line(), gone in prop::collection::vec(0..12_u8, 1..4), survivor in 0..12_u8,
        ) {
            prop_assume!(!gone.contains(&survivor));
            if let Ok(next) = merged(&line, &gone, survivor) {
                prop_assert!(!has_ring(&next));
                for (child, above) in next {
                    prop_assert!(!gone.contains(&child) && !gone.contains(&above));
                }
            }
        }
    }
}
