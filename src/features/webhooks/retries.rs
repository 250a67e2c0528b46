//! When a delivery is tried again: soon at first, then later and later, for three days.

use chrono::TimeDelta;

/// After this a failure parks a delivery.
pub const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(3);

/// How long to wait after so many tries, seconds.
const WAITS: [i64; 9] = [5, 30, 120, 300, 900, 1_800, 3_600, 7_200, 14_400];
/// And from then on.
const LAST_WAIT: TimeDelta = TimeDelta::hours(6);

/// How long to wait after this many tries, the first one counted.
pub fn wait_after(attempts: i32) -> TimeDelta {
    let tried = usize::try_from(attempts - 1).unwrap_or_default();
    WAITS.get(tried).map_or(LAST_WAIT, |secs| TimeDelta::seconds(*secs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_than_the_one_before_and_three_days_are_a_dozen_tries_and_more() {
        let waits: Vec<_> = (1..40).map(wait_after).collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        let mut since = TimeDelta::zero();
        let within = waits.iter().take_while(|wait| {
            since += **wait;
            since < GIVE_UP_AFTER
        });
        assert!((12..30).contains(&within.count()));
    }
}
