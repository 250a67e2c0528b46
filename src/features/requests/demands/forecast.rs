//! How many firms and people are to be expected of a demand that comes again, and when it is to be
//! brought to mind.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

/// The years before that a trend is drawn from.
const YEARS: usize = 3;

/// What was asked for in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The year.
    pub year: i32,
    /// How many firms.
    pub firms: i32,
    /// How many people.
    pub people: i32,
}

/// What is to be expected in `year`: what was asked for last, and for each year since then the mean
/// yearly change over the last three years on record. With one year on record that year's numbers.
/// None where nothing was asked for before.
pub fn forecast(record: &[Asked], year: i32) -> Option<Asked> {
    let record = years_before(record, year);
    let last = *record.last()?;
    let first = record.iter().nth_back(YEARS - 1).or(record.first()).copied().unwrap_or(last);
    let expected = |of: fn(&Asked) -> i32| {
        let span = i64::from(last.year - first.year);
        let ahead = i64::from(year) - i64::from(last.year);
        let change = i64::from(of(&last)) - i64::from(of(&first));
        let trend = if span == 0 { 0 } else { change * ahead / span };
        i32::try_from((i64::from(of(&last)) + trend).max(0)).unwrap_or(i32::MAX)
    };
    Some(Asked {
        year,
        firms: expected(|asked| asked.firms),
        people: expected(|asked| asked.people),
    })
}

/// What was asked for in each year before this one, the oldest first: several demands of one year
/// are asked for together.
pub fn years_before(record: &[Asked], year: i32) -> Vec<Asked> {
    let mut years = BTreeMap::new();
    for asked in record.iter().filter(|asked| asked.year < year) {
        let sum = years.entry(asked.year).or_insert(Asked { firms: 0, people: 0, ..*asked });
        sum.firms = sum.firms.saturating_add(asked.firms);
        sum.people = sum.people.saturating_add(asked.people);
    }
    years.into_values().collect()
}

/// The years and months that are to be brought to mind on a day: this month and those that begin
/// within `ahead` months, by the calendar.
pub fn coming(today: NaiveDate, ahead: u32) -> Vec<(i32, u32)> {
    let now = i64::from(today.year()) * 12 + i64::from(today.month0());
    let months = now..=now + i64::from(ahead);
    months
        .filter_map(|month| {
            let year = i32::try_from(month.div_euclid(12)).ok()?;
            Some((year, u32::try_from(month.rem_euclid(12)).ok()? + 1))
        })
        .collect()
}

/// The year that a demand for these months is for, filed on a day: this one while one of the months
/// is still to come, else the next.
pub fn year_of(months: &[u32], today: NaiveDate) -> i32 {
    let is_to_come = months.is_empty() || months.iter().any(|month| *month >= today.month());
    today.year() + i32::from(!is_to_come)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asked(year: i32, firms: i32, people: i32) -> Asked {
        Asked { year, firms, people }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn one_year_comes_again_and_more_show_a_trend() {
        assert_eq!(forecast(&[], 2027), None);
        assert_eq!(forecast(&[asked(2026, 400, 1_000)], 2027), Some(asked(2027, 400, 1_000)));
        let record = [asked(2024, 300, 800), asked(2026, 400, 1_000), asked(2025, 350, 900)];
        assert_eq!(forecast(&record, 2027), Some(asked(2027, 450, 1_100)));
        // What was asked for in the year itself is no forecast.
        assert_eq!(forecast(&[asked(2027, 9, 9)], 2027), None);
        let twice = [asked(2026, 400, 1_000), asked(2026, 50, 100)];
        assert_eq!(forecast(&twice, 2027), Some(asked(2027, 450, 1_100)));
        let falling = [asked(2025, 100, 100), asked(2026, 10, 10)];
        assert_eq!(forecast(&falling, 2027), Some(asked(2027, 0, 0)));
    }

    #[test]
    fn march_is_brought_to_mind_in_january() {
        assert_eq!(coming(day("2027-01-01"), 2), [(2027, 1), (2027, 2), (2027, 3)]);
        assert_eq!(coming(day("2026-12-31"), 2), [(2026, 12), (2027, 1), (2027, 2)]);
    }

    #[test]
    fn a_demand_is_for_the_next_of_its_months() {
        assert_eq!(year_of(&[3], day("2026-01-10")), 2026);
        assert_eq!(year_of(&[3], day("2026-03-31")), 2026);
        assert_eq!(year_of(&[3], day("2026-11-23")), 2027);
        assert_eq!(year_of(&[], day("2026-11-23")), 2026);
    }

    proptest! {
        #[test]
        fn a_steady_demand_stays_and_no_forecast_is_negative(
            record in prop::collection::vec((2000..2030i32, 0..100_000i32, 0..100_000i32), 0..8),
            year in 2000..2035i32,
            steady in 0..100_000i32,
        ) {
            let record: Vec<_> =
                record.into_iter().map(|(year, firms, people)| asked(year, firms, people)).collect();
            if let Some(expected) = forecast(&record, year) {
                prop_assert!(expected.firms >= 0 && expected.people >= 0);
            }
            let years: BTreeMap<_, _> = record.iter().map(|row| (row.year, row)).collect();
            let same: Vec<_> = years.into_values().map(|row| asked(row.year, steady, steady)).collect();
            if let Some(expected) = forecast(&same, year) {
                prop_assert_eq!((expected.firms, expected.people), (steady, steady));
            }
        }
    }
}
