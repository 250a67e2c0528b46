//! How much may be exported at once.

use chrono::TimeDelta;

/// The most rows of one file.
const MOST_ROWS: u64 = 200_000;
/// The most exports of one person that run at once.
pub const MOST_RUNNING: u64 = 2;
/// Rows read, written and held at once.
pub const STRETCH: u64 = 1_000;
/// Whatever runs longer was cut off.
pub const LONGEST: TimeDelta = TimeDelta::minutes(30);

/// Whether a list of so many rows fits into one file.
pub const fn fits(rows: u64) -> bool {
    rows <= MOST_ROWS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_ends_at_200_000_rows() {
        assert!(fits(0) && fits(200_000) && !fits(200_001));
    }
}
