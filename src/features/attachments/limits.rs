//! How much somebody may send that belongs to nothing yet, and how long it waits.

use chrono::TimeDelta;

/// What belongs to nothing after so long is removed.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(7);
/// The most files of one person that belong to nothing yet.
pub const MOST_WAITING: u64 = 200;
/// The most bytes of them.
pub const MOST_WAITING_BYTES: i64 = 1 << 30;
/// The most attachments that are linked at once.
pub const MOST_LINKED_AT_ONCE: usize = 20;

/// Whether one more file of this size may wait beside those of these sizes.
pub fn has_room(waiting: &[i64], coming: i64) -> bool {
    let bytes: i64 = waiting.iter().sum();
    (waiting.len() as u64) < MOST_WAITING && bytes.saturating_add(coming) <= MOST_WAITING_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_wait_by_number_and_by_size() {
        assert!(has_room(&[], 1));
        assert!(has_room(&[1; 199], 1));
        assert!(!has_room(&[1; 200], 1));
        assert!(has_room(&[1 << 29], 1 << 29));
        assert!(!has_room(&[1 << 29], (1 << 29) + 1));
        assert!(!has_room(&[1], i64::MAX));
    }
}
