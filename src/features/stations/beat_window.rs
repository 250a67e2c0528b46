//! Which heartbeats of a kiosk were counted. Each has a number that only goes up; a retry repeats
//! it and is not counted again, while one that was overtaken on its way still is. The memory is one
//! number and 63 bits, however many heartbeats come.

/// How far behind the highest number a heartbeat may come and still be counted.
const REMEMBERED: u32 = 63;
const MASK: u128 = (1 << REMEMBERED) - 1;

/// What is known of the numbers counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The highest one; 0 before the first.
    pub last: i32,
    /// Bit `n` says that `last - 1 - n` was counted.
    pub seen: i64,
}

impl Window {
    /// The window once this number is counted too; `None` when it was counted before, or is so far
    /// behind that nobody knows.
    pub fn counting(self, sequence: i32) -> Option<Self> {
        let distance = sequence.abs_diff(self.last);
        if sequence > self.last {
            let seen = (u128::from(self.seen.unsigned_abs()) << 1) | u128::from(self.last > 0);
            let seen = if distance <= REMEMBERED { (seen << (distance - 1)) & MASK } else { 0 };
            return Some(Self { last: sequence, seen: i64::try_from(seen).ok()? });
        }
        let place = distance.checked_sub(1).filter(|place| *place < REMEMBERED)?;
        let bit = 1_i64 << place;
        (sequence > 0 && self.seen & bit == 0).then_some(Self { seen: self.seen | bit, ..self })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_numbers_end_where_a_column_does() {
        let window = Window::default().counting(i32::MAX).unwrap();
        assert_eq!(window, Window { last: i32::MAX, seen: 0 });
        assert_eq!(window.counting(i32::MAX), None);
        assert_eq!(Window::default().counting(0), None);
        assert_eq!(Window::default().counting(-1), None);
        assert!(window.counting(i32::MAX - 63).is_some());
        assert_eq!(window.counting(i32::MAX - 64), None);
    }

    proptest! {
        #[test]
        fn no_number_is_counted_twice(sequences in prop::collection::vec(1..200i32, 0..400)) {
            let (mut window, mut counted) = (Window::default(), HashSet::new());
            for sequence in sequences {
                let next = window.counting(sequence);
                let is_old = window.last - sequence > 63;
                prop_assert_eq!(next.is_some(), !is_old && !counted.contains(&sequence));
                if let Some(next) = next {
                    counted.insert(sequence);
                    window = next;
                }
                prop_assert!(window.seen >= 0);
            }
        }

        #[test]
        fn what_is_overtaken_a_little_is_counted(count in 1..300i32, swaps in prop::collection::vec(0..300usize, 0..200)) {
            let mut sequences: Vec<i32> = (1..=count).collect();
            for place in swaps {
                if place + 1 < sequences.len() && place % 2 == 0 {
                    sequences.swap(place, place + 1);
                }
            }
            let mut window = Window::default();
            for sequence in sequences {
                let next = window.counting(sequence);
                prop_assert!(next.is_some());
                window = next.unwrap();
            }
            prop_assert_eq!(window.last, count);
        }
    }
}
