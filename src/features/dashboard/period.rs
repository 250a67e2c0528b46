//! The period that is looked at, and the one before it. Pure.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use crate::platform::{
    Error, Result,
    clock::{end_of, start_of},
    error::Reason,
};

/// The most days of a period.
const MOST_DAYS: i64 = 366;

const BEFORE_ITS_BEGINNING: Reason = Reason {
    code: "before_from",
    zh: "结束日期不能早于开始日期",
    en: "A period does not end before it begins",
};
const TOO_LONG: Reason = Reason {
    code: "period_too_long",
    zh: "统计区间最长为 366 天",
    en: "A period has 366 days at most",
};

/// Days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Period {
    /// The days asked for: from the first of the month when no beginning is named, until today when
    /// no end is.
    ///
    /// # Errors
    /// `Invalid` when it ends before it begins or has more than 366 days.
    pub fn asked(from: Option<NaiveDate>, to: Option<NaiveDate>, today: NaiveDate) -> Result<Self> {
        let to = to.unwrap_or(today);
        let from = from.unwrap_or_else(|| to.with_day(1).unwrap_or(to));
        let period = Self { from, to };
        match period.days() {
            ..1 => Err(Error::invalid("to", BEFORE_ITS_BEGINNING)),
            1..=MOST_DAYS => Ok(period),
            _ => Err(Error::invalid("to", TOO_LONG)),
        }
    }

    /// How many days it has.
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// As many days, right before.
    pub fn before(self) -> Self {
        let days = Days::new(self.days().unsigned_abs());
        let back = |day: NaiveDate| day.checked_sub_days(days).unwrap_or(NaiveDate::MIN);
        Self { from: back(self.from), to: back(self.to) }
    }

    /// When it begins, and when it is over.
    pub fn instants(self) -> (DateTime<Utc>, DateTime<Utc>) {
        (start_of(self.from), end_of(self.to))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::TimeDelta::days(number)
    }

    #[test]
    fn a_month_so_far_is_what_nobody_names() {
        let today = NaiveDate::from_ymd_opt(2026, 2, 7).unwrap();
        let period = Period::asked(None, None, today).unwrap();
        assert_eq!((period.from, period.to), (day(31), today));
    }

    proptest! {
        #[test]
        fn the_one_before_is_as_long_and_ends_the_day_before(from in 0..1000i64, days in 1..=366i64) {
            let (from, to) = (day(from), day(from + days - 1));
            let period = Period::asked(Some(from), Some(to), to).unwrap();
            let before = period.before();
            prop_assert_eq!(before.days(), days);
            prop_assert_eq!(before.to.succ_opt(), Some(from));
            prop_assert_eq!(before.instants().1, period.instants().0);
        }

        #[test]
        fn what_runs_backwards_or_too_long_is_refused(from in 0..1000i64, days in 367..2000i64) {
            prop_assert!(Period::asked(Some(day(from)), Some(day(from - 1)), day(0)).is_err());
            prop_assert!(Period::asked(Some(day(from)), Some(day(from + days - 1)), day(0)).is_err());
        }
    }
}
