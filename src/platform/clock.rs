//! The one clock, and the ids that carry its time. Tests move it; nothing else reads the time.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, Utc};
use entity::Id;
use rand::RngExt;
use uuid::Builder;

/// Shanghai has kept one offset since 1991: eight hours ahead of UTC, no summer time.
const SHANGHAI_OFFSET_SECS: i64 = 8 * 3600;

/// Tells the time, to the microsecond: PostgreSQL keeps no more, and a value must read back equal.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    shift_micros: Arc<AtomicI64>,
}

impl Clock {
    /// The instant it is.
    pub fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
        let now = Utc::now();
        let shift = TimeDelta::microseconds(self.shift_micros.load(Ordering::Relaxed));
        (now + shift).trunc_subsecs(6)
    }

    /// The day it is in Asia/Shanghai.
    pub fn today(&self) -> NaiveDate {
        day_of(self.now())
    }

    /// Sets this clock to the real time again.
    pub fn set_right(&self) {
        self.shift_micros.store(0, Ordering::Relaxed);
    }

    /// Moves this clock, for every holder of a clone of it.
    pub fn advance(&self, by: TimeDelta) {
        let micros = by.num_microseconds().unwrap_or(i64::MAX);
        self.shift_micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// A new id: a UUID version 7 of this clock's time.
    pub fn new_id<E>(&self) -> Id<E> {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or_default();
        let uuid = Builder::from_unix_timestamp_millis(millis, &random_bytes()).into_uuid();
        Id::from_uuid(uuid)
    }
}

/// The day of an instant in Asia/Shanghai.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    local(instant).date()
}

/// What the clocks in Asia/Shanghai show at an instant.
pub fn local(instant: DateTime<Utc>) -> NaiveDateTime {
    let offset = TimeDelta::seconds(SHANGHAI_OFFSET_SECS);
    instant.naive_utc().checked_add_signed(offset).unwrap_or_else(|| instant.naive_utc())
}

/// The instant at which a day begins in Asia/Shanghai.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::seconds(SHANGHAI_OFFSET_SECS)
}

/// The instant at which the day after begins in Asia/Shanghai.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// Random bytes fit for secrets, from the operating system's generator.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    #[expect(clippy::disallowed_methods, reason = "the one source of randomness")]
    rand::rng().random()
}
