//! What the announcement of a year may say: its own days, each once, at most so many, and only
//! weekend days as make-up days. Pure.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use chrono::{Datelike, NaiveDate};

use super::working_time::is_weekend;
use crate::platform::{Error, Result, error::Reason, input};

/// The most years of one import.
const MOST_YEARS: usize = 10;
/// The years that are meant.
const YEARS: RangeInclusive<i32> = 2000..=2100;
/// A year has about 30 days off, and 6 days to make up for them.
const MOST_DAYS: usize = 60;

const TWICE: Reason =
    Reason { code: "year_twice", zh: "同一年份出现多次", en: "The same year stands twice" };
const OTHER_YEAR: Reason = Reason {
    code: "day_of_another_year",
    zh: "日期不属于该年份",
    en: "A day belongs to another year",
};
const IMPLAUSIBLE: Reason = Reason {
    code: "implausible_calendar",
    zh: "一年的放假日应为 1 至 60 天，调休上班日不超过 60 天",
    en: "A year has 1 to 60 days off, and at most 60 make-up days",
};
const NO_WEEKEND: Reason = Reason {
    code: "make_up_day_on_weekday",
    zh: "调休上班日须为星期六或星期日",
    en: "A make-up day is a Saturday or a Sunday",
};
const BOTH: Reason = Reason {
    code: "off_and_worked",
    zh: "同一天不能既放假又上班",
    en: "A day cannot be off and worked",
};

/// A year as it was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The year.
    pub year: i32,
    /// The days off, be they weekend days or not.
    pub off: Vec<NaiveDate>,
    /// The weekend days that are worked.
    pub work: Vec<NaiveDate>,
}

impl Announcement {
    /// Of each day it lists whether it is worked.
    pub fn days(&self) -> BTreeMap<NaiveDate, bool> {
        let off = self.off.iter().map(|day| (*day, false));
        off.chain(self.work.iter().map(|day| (*day, true))).collect()
    }
}

/// Refuses years that cannot be meant.
///
/// # Errors
/// `Invalid` with the field of the first that is wrong, `years.0.off`.
pub fn check(years: &[Announcement]) -> Result<()> {
    if years.is_empty() {
        return Err(Error::invalid("years", input::EMPTY));
    }
    if years.len() > MOST_YEARS {
        return Err(Error::invalid("years", input::TOO_MANY));
    }
    let mut seen = BTreeSet::new();
    for (place, announced) in years.iter().enumerate() {
        let wrong =
            |field: &str, reason| Err(Error::invalid(format!("years.{place}.{field}"), reason));
        if !YEARS.contains(&announced.year) {
            return wrong("year", input::OUT_OF_RANGE);
        }
        if !seen.insert(announced.year) {
            return wrong("year", TWICE);
        }
        if announced.off.is_empty() {
            return wrong("off", IMPLAUSIBLE);
        }
        for (field, days) in [("off", &announced.off), ("work", &announced.work)] {
            if days.len() > MOST_DAYS {
                return wrong(field, IMPLAUSIBLE);
            }
            if days.iter().any(|day| day.year() != announced.year) {
                return wrong(field, OTHER_YEAR);
            }
        }
        if !announced.work.iter().all(|day| is_weekend(*day)) {
            return wrong("work", NO_WEEKEND);
        }
        if announced.work.iter().any(|day| announced.off.contains(day)) {
            return wrong("work", BOTH);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn year(year: i32, off: &[&str], work: &[&str]) -> Announcement {
        Announcement { year, off: days(off), work: days(work) }
    }

    fn field(years: &[Announcement]) -> Option<String> {
        match check(years) {
            Err(Error::Invalid { field, .. }) => Some(field.into_owned()),
            Err(other) => panic!("{other:?}"),
            Ok(()) => None,
        }
    }

    #[test]
    fn a_year_as_announced_is_taken() {
        // 2027-01-02 is a Saturday.
        let right = year(2027, &["2027-01-01", "2027-01-03"], &["2027-01-02"]);
        assert_eq!(field(std::slice::from_ref(&right)), None);
        let listed: Vec<_> = right.days().into_values().collect();
        assert_eq!(listed, [false, true, false]);
    }

    #[test]
    fn what_cannot_be_meant_is_refused_by_its_place() {
        let right = || year(2027, &["2027-01-01"], &[]);
        let many: Vec<_> =
            (0..11).map(|more| Announcement { year: 2027 + more, ..right() }).collect();
        assert_eq!(field(&[]).as_deref(), Some("years"));
        assert_eq!(field(&many).as_deref(), Some("years"));
        for (wrong, at) in [
            (right(), "years.1.year"),
            (year(1999, &["1999-01-01"], &[]), "years.1.year"),
            (year(2101, &["2101-01-01"], &[]), "years.1.year"),
            (year(2028, &[], &[]), "years.1.off"),
            (year(2028, &["2029-01-01"], &[]), "years.1.off"),
            (year(2028, &["2028-01-01"; 61], &[]), "years.1.off"),
            (year(2028, &["2028-01-03"], &["2027-01-02"]), "years.1.work"),
            (year(2028, &["2028-01-03"], &["2028-01-04"]), "years.1.work"),
            (year(2028, &["2028-01-01"], &["2028-01-01"]), "years.1.work"),
        ] {
            assert_eq!(field(&[right(), wrong.clone()]).as_deref(), Some(at), "{wrong:?}");
        }
    }
}
