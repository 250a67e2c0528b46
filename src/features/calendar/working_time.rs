//! Working time: which days are worked, when a deadline falls, and what was counted for it. Pure:
//! what is loaded of the calendar and the hours that count are given.
//!
//! All hours are those of Asia/Shanghai. A deadline further than ten years off stops there.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::Enum;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday};
use entity::office_hours::OfficeHours;

/// Shanghai has kept one offset since 1991.
const SHANGHAI: TimeDelta = TimeDelta::hours(8);
/// Ten years: no sum goes further.
const MOST_DAYS: usize = 3_653;

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DayKind {
    /// Monday to Friday, and no holiday.
    Workday,
    /// A Saturday or Sunday that is worked: 调休上班.
    MakeUpDay,
    /// A Saturday or Sunday, and nothing else.
    Weekend,
    /// A day off by the year's announcement, be it a Sunday or not: 放假.
    Holiday,
}

impl DayKind {
    /// Whether it is worked.
    pub const fn is_working(self) -> bool {
        match self {
            Self::Workday | Self::MakeUpDay => true,
            Self::Weekend | Self::Holiday => false,
        }
    }
}

/// What is known of the days: the years that are loaded, and the days that differ from their week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarDays {
    years: BTreeSet<i32>,
    listed: BTreeMap<NaiveDate, bool>,
}

impl CalendarDays {
    /// The loaded years, which may have gaps, and of each listed day whether it is worked.
    pub fn new(
        years: impl IntoIterator<Item = i32>,
        listed: impl IntoIterator<Item = (NaiveDate, bool)>,
    ) -> Self {
        Self { years: years.into_iter().collect(), listed: listed.into_iter().collect() }
    }

    /// What a day is; of a year that is not loaded, by its week alone.
    pub fn kind(&self, day: NaiveDate) -> DayKind {
        match self.listed.get(&day) {
            Some(false) => DayKind::Holiday,
            Some(true) if is_weekend(day) => DayKind::MakeUpDay,
            None if is_weekend(day) => DayKind::Weekend,
            Some(true) | None => DayKind::Workday,
        }
    }

    /// Whether the year of a day is loaded.
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.years.contains(&day.year())
    }
}

/// Whether it is a Saturday or a Sunday.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The hours that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hours {
    /// Of working days, these.
    Office(OfficeHours),
    /// Every minute of every day: a station's.
    AroundTheClock,
}

/// The calendar and the hours that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkCalendar {
    days: CalendarDays,
    hours: Hours,
}

/// When a deadline falls, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Whether it leans on a day of a year that is not loaded, so that it may move.
    pub provisional: bool,
    /// The days that were counted, in order.
    pub counted: Vec<CountedDay>,
}

/// A day and what was counted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub day: NaiveDate,
    /// The minutes.
    pub minutes: u32,
}

/// A span of one day, in local time.
type Span = (NaiveDateTime, NaiveDateTime);

impl WorkCalendar {
    /// A calendar of these days, on which these hours count.
    pub const fn new(days: CalendarDays, hours: Hours) -> Self {
        Self { days, hours }
    }

    /// Whether any hour of the day counts.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.hours {
            Hours::Office(_) => self.days.kind(day).is_working(),
            Hours::AroundTheClock => true,
        }
    }

    /// The instant at which `minutes` have been worked since `start`. None at all gives `start`
    /// itself, or the next opening where it lies outside of the hours. A span's end is taken for
    /// the next one's beginning.
    pub fn add_working_time(&self, start: DateTime<Utc>, minutes: u32) -> Due {
        let start = local(start);
        let all = TimeDelta::minutes(i64::from(minutes));
        let mut sum = Sum::new(start);
        let mut done = TimeDelta::zero();
        for day in days_from(start.date()) {
            let before = done;
            for (from, to) in self.spans_since(day, start) {
                let worked = (to - from).min(all - done);
                done += worked;
                sum.at = from + worked;
                if done == all {
                    sum.count(day, before, done);
                    return self.due(sum, day);
                }
            }
            sum.count(day, before, done);
        }
        sum.cut_short()
    }

    /// The end of the hours of the `days`-th working day after that of `start`. None at all gives
    /// the end of the day of `start`, or of the next working day where that is over.
    pub fn add_working_days(&self, start: DateTime<Utc>, days: u32) -> Due {
        let start = local(start);
        let mut sum = Sum::new(start);
        let mut left = days;
        for day in days_from(start.date()) {
            let spans: Vec<Span> = self.spans_since(day, start).collect();
            let Some((_, end)) = spans.last() else { continue };
            let is_first = day == start.date();
            if is_first && days > 0 {
                continue;
            }
            sum.at = *end;
            let worked =
                spans.iter().fold(TimeDelta::zero(), |sum, (from, to)| sum + (*to - *from));
            sum.count(day, TimeDelta::zero(), worked);
            left = left.saturating_sub(1);
            if left == 0 {
                return self.due(sum, day);
            }
        }
        sum.cut_short()
    }

    /// How many whole minutes are worked from one instant to a later one; none to an earlier one.
    pub fn working_minutes_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
        let (start, end) = (local(from), local(to));
        let worked = days_from(start.date())
            .take_while(|day| *day <= end.date())
            .flat_map(|day| self.spans_since(day, start))
            .map(|(from, to)| (to.min(end) - from).max(TimeDelta::zero()))
            .fold(TimeDelta::zero(), |sum, span| sum + span);
        whole_minutes(worked)
    }

    /// What is left of a day's hours since `start`; a span that ends then is left with nothing.
    fn spans_since(&self, day: NaiveDate, start: NaiveDateTime) -> impl Iterator<Item = Span> {
        let midnight = day.and_time(NaiveTime::MIN);
        let at = move |minutes: u16| {
            let passed = TimeDelta::minutes(i64::from(minutes));
            midnight.checked_add_signed(passed).unwrap_or(NaiveDateTime::MAX)
        };
        let (office, whole_day) = match &self.hours {
            Hours::Office(hours) if self.is_working_day(day) => (hours.spans(), None),
            Hours::Office(_) => (Default::default(), None),
            Hours::AroundTheClock => (Default::default(), Some((at(0), at(24 * 60)))),
        };
        office
            .iter()
            .map(move |span| (at(span.from.minutes()), at(span.to.minutes())))
            .chain(whole_day)
            .map(move |(from, to)| (from.max(start), to))
            .filter(|(from, to)| from <= to)
    }

    fn due(&self, sum: Sum, last: NaiveDate) -> Due {
        let follows_calendar = self.hours != Hours::AroundTheClock;
        let mut years = sum.start.year()..=last.year();
        let provisional = follows_calendar && years.any(|year| !self.days.years.contains(&year));
        Due { at: instant(sum.at), provisional, counted: sum.counted }
    }
}

/// What has been added so far.
struct Sum {
    start: NaiveDateTime,
    at: NaiveDateTime,
    counted: Vec<CountedDay>,
}

impl Sum {
    const fn new(start: NaiveDateTime) -> Self {
        Self { start, at: start, counted: Vec::new() }
    }

    /// Counts the whole minutes by which the time worked has grown on a day: what days have in
    /// part is carried over, so that the minutes counted are those that were added.
    fn count(&mut self, day: NaiveDate, before: TimeDelta, after: TimeDelta) {
        let minutes = whole_minutes(after) - whole_minutes(before);
        if minutes > 0 {
            self.counted.push(CountedDay { day, minutes });
        }
    }

    /// It would be more than ten years.
    fn cut_short(self) -> Due {
        Due { at: instant(self.at), provisional: true, counted: self.counted }
    }
}

fn days_from(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    day.iter_days().take(MOST_DAYS)
}

fn whole_minutes(worked: TimeDelta) -> u32 {
    u32::try_from(worked.num_minutes()).unwrap_or_default()
}

fn local(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.naive_utc().checked_add_signed(SHANGHAI).unwrap_or(NaiveDateTime::MAX)
}

fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    local.checked_sub_signed(SHANGHAI).unwrap_or(NaiveDateTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use chrono::Days;
    use entity::office_hours::{TimeOfDay, TimeSpan};
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct File {
        years: BTreeMap<i32, Lists>,
    }

    #[derive(Deserialize)]
    struct Lists {
        off: Vec<NaiveDate>,
        work: Vec<NaiveDate>,
    }

    #[derive(Deserialize)]
    struct Vectors {
        hours: Vec<(String, String)>,
        vectors: Vec<Vector>,
    }

    #[derive(Deserialize)]
    struct Vector {
        start: String,
        working_hours: f64,
        due: String,
        note: String,
    }

    fn days(years: std::ops::RangeInclusive<i32>) -> CalendarDays {
        let file = include_str!("../../../tests/data/cn_calendar_2023_2026.json");
        let file: File = serde_json::from_str(file).unwrap();
        let file: Vec<_> =
            file.years.into_iter().filter(|(year, _)| years.contains(year)).collect();
        let listed = file.iter().flat_map(|(_, lists)| {
            let off = lists.off.iter().map(|day| (*day, false));
            off.chain(lists.work.iter().map(|day| (*day, true)))
        });
        CalendarDays::new(file.iter().map(|(year, _)| *year), listed)
    }

    fn office(spans: &[(&str, &str)]) -> Hours {
        let time = |text| TimeOfDay::parse(text).unwrap();
        let spans = spans.iter().map(|(from, to)| TimeSpan { from: time(from), to: time(to) });
        Hours::Office(OfficeHours::new(spans.collect()).unwrap())
    }

    fn usual() -> WorkCalendar {
        WorkCalendar::new(days(2023..=2026), office(&[("08:30", "12:00"), ("14:00", "17:30")]))
    }

    fn station() -> WorkCalendar {
        WorkCalendar::new(days(2023..=2026), Hours::AroundTheClock)
    }

    /// A local time, `2026-02-13T16:00`.
    fn at(text: &str) -> DateTime<Utc> {
        instant(NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap())
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_known_deadline_is_met() {
        let file = include_str!("../../../tests/data/sla_vectors.json");
        let file: Vectors = serde_json::from_str(file).unwrap();
        let spans: Vec<_> =
            file.hours.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        let calendar = WorkCalendar::new(days(2023..=2026), office(&spans));
        assert!(!file.vectors.is_empty());
        for vector in file.vectors {
            let minutes = (vector.working_hours * 60.0).round() as u32;
            let due = calendar.add_working_time(at(&vector.start), minutes);
            assert_eq!(due.at, at(&vector.due), "{}", vector.note);
            assert!(!due.provisional, "{}", vector.note);
        }
    }

    #[test]
    fn a_day_is_what_was_announced() {
        let days = days(2026..=2026);
        for (text, kind) in [
            ("2026-02-13", DayKind::Workday),
            ("2026-02-14", DayKind::MakeUpDay),
            ("2026-02-15", DayKind::Holiday),
            ("2026-02-16", DayKind::Holiday),
            ("2026-03-07", DayKind::Weekend),
        ] {
            assert_eq!(days.kind(day(text)), kind, "{text}");
        }
        assert!(days.knows(day("2026-12-31")) && !days.knows(day("2027-01-01")));
    }

    #[test]
    fn what_was_counted_is_told_day_by_day() {
        let due = usual().add_working_time(at("2026-02-13T16:00"), 480);
        let counted = [("2026-02-13", 90), ("2026-02-14", 390)];
        let counted = counted.map(|(text, minutes)| CountedDay { day: day(text), minutes });
        assert_eq!(due.counted, counted);
    }

    #[test]
    fn a_deadline_in_a_year_that_is_not_announced_is_provisional() {
        let calendar = usual();
        assert!(!calendar.add_working_time(at("2026-12-31T14:00"), 210).provisional);
        assert!(calendar.add_working_time(at("2026-12-31T14:00"), 211).provisional);
        assert!(calendar.add_working_days(at("2026-12-30T10:00"), 2).provisional);
        assert!(calendar.add_working_time(at("2022-12-30T10:00"), 1).provisional);
        assert!(!station().add_working_time(at("2026-12-31T14:00"), 6_000).provisional);
    }

    #[test]
    fn a_gap_between_loaded_years_is_not_loaded() {
        let days = CalendarDays::new([2026, 2028], []);
        let calendar = WorkCalendar::new(days, office(&[("09:00", "17:00")]));
        assert!(!calendar.add_working_days(at("2026-12-01T09:00"), 1).provisional);
        assert!(calendar.add_working_days(at("2026-12-31T09:00"), 1).provisional);
        assert!(calendar.add_working_days(at("2027-12-31T09:00"), 1).provisional);
        assert!(!calendar.add_working_days(at("2028-03-01T09:00"), 1).provisional);
        // From one loaded year into another, over the one that is not.
        assert!(calendar.add_working_days(at("2026-12-01T09:00"), 300).provisional);
    }

    #[test]
    fn a_term_of_days_ends_with_the_hours_of_its_last_day() {
        let calendar = usual();
        for (start, days, due) in [
            ("2026-03-04T10:00", 0, "2026-03-04T17:30"),
            ("2026-03-04T17:31", 0, "2026-03-05T17:30"),
            ("2026-03-07T10:00", 0, "2026-03-09T17:30"),
            ("2026-03-04T10:00", 1, "2026-03-05T17:30"),
            ("2026-03-04T20:00", 1, "2026-03-05T17:30"),
            ("2026-03-07T10:00", 1, "2026-03-09T17:30"),
            ("2026-02-13T10:00", 1, "2026-02-14T17:30"),
            ("2026-02-13T10:00", 2, "2026-02-24T17:30"),
            ("2026-09-30T10:00", 5, "2026-10-13T17:30"),
        ] {
            let found = calendar.add_working_days(at(start), days);
            assert_eq!(found.at, at(due), "{start} + {days}");
        }
        let due = station().add_working_days(at("2026-10-01T10:00"), 2);
        assert_eq!(due.at, at("2026-10-04T00:00"));
    }

    #[test]
    fn a_station_counts_every_minute() {
        let due = station().add_working_time(at("2026-10-01T23:30"), 90);
        assert_eq!(due.at, at("2026-10-02T01:00"));
        let counted = [("2026-10-01", 30), ("2026-10-02", 60)];
        let counted = counted.map(|(text, minutes)| CountedDay { day: day(text), minutes });
        assert_eq!(due.counted, counted);
    }

    #[test]
    fn no_input_takes_long_or_overflows() {
        let never = day("2026-01-01").iter_days().take(10_000).map(|day| (day, false));
        let closed = CalendarDays::new(2026..2060, never);
        let closed = WorkCalendar::new(closed, office(&[("08:30", "12:00")]));
        let begun = Instant::now();
        for calendar in [usual(), station(), closed] {
            for start in [
                DateTime::<Utc>::MIN_UTC,
                DateTime::<Utc>::MAX_UTC,
                at("2026-01-01T00:00"),
                DateTime::<Utc>::MAX_UTC - TimeDelta::days(3),
            ] {
                for most in [u32::MAX, 0] {
                    let time = calendar.add_working_time(start, most);
                    let days = calendar.add_working_days(start, most);
                    assert!(most == 0 || time.provisional && days.provisional);
                    let _ = calendar.working_minutes_between(start, DateTime::<Utc>::MAX_UTC);
                }
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(5));
    }

    fn calendars() -> impl Strategy<Value = WorkCalendar> {
        prop_oneof![
            Just(usual()),
            Just(station()),
            Just(WorkCalendar::new(
                days(2024..=2025),
                office(&[("00:00", "06:00"), ("06:00", "07:01"), ("20:00", "24:00")])
            )),
        ]
    }

    /// Any second of 2023 to 2027.
    fn starts() -> impl Strategy<Value = DateTime<Utc>> {
        (0..1_826 * 86_400_i64).prop_map(|secs| at("2023-01-01T00:00") + TimeDelta::seconds(secs))
    }

    /// Whether an instant lies within the hours, or just at their end.
    fn is_within_hours(calendar: &WorkCalendar, instant: DateTime<Utc>) -> bool {
        let local = local(instant);
        let today = local.date();
        let yesterday = today.checked_sub_days(Days::new(1)).unwrap();
        [yesterday, today].into_iter().any(|day| {
            let mut spans = calendar.spans_since(day, day.and_time(NaiveTime::MIN));
            spans.any(|(from, to)| from <= local && local <= to)
        })
    }

    proptest! {
        #[test]
        fn more_minutes_are_never_earlier(
            calendar in calendars(), start in starts(), minutes in 0..50_000u32, more in 0..5_000u32,
        ) {
            let first = calendar.add_working_time(start, minutes).at;
            prop_assert!(first <= calendar.add_working_time(start, minutes + more).at);
        }

        #[test]
        fn a_later_start_is_never_due_earlier(
            calendar in calendars(), start in starts(), later in 0..1_000_000i64,
            minutes in 0..20_000u32, days in 0..100u32,
        ) {
            let after = start + TimeDelta::seconds(later);
            let (first, second) =
                (calendar.add_working_time(start, minutes), calendar.add_working_time(after, minutes));
            prop_assert!(first.at <= second.at);
            let (first, second) =
                (calendar.add_working_days(start, days), calendar.add_working_days(after, days));
            prop_assert!(first.at <= second.at);
        }

        #[test]
        fn one_sum_is_two_sums(
            calendar in calendars(), start in starts(), first in 0..20_000u32, then in 0..20_000u32,
        ) {
            let between = calendar.add_working_time(start, first).at;
            let due = calendar.add_working_time(between, then).at;
            prop_assert_eq!(due, calendar.add_working_time(start, first + then).at);
        }

        #[test]
        fn what_was_added_is_what_lies_between_and_what_was_counted(
            calendar in calendars(), start in starts(), minutes in 0..50_000u32,
        ) {
            let due = calendar.add_working_time(start, minutes);
            prop_assert_eq!(calendar.working_minutes_between(start, due.at), minutes);
            prop_assert_eq!(due.counted.iter().map(|day| day.minutes).sum::<u32>(), minutes);
            prop_assert!(due.counted.is_sorted_by(|one, next| one.day < next.day));
            prop_assert!(due.counted.iter().all(|counted| calendar.is_working_day(counted.day)));
        }

        #[test]
        fn nothing_is_due_outside_of_the_hours_or_before_its_start(
            calendar in calendars(), start in starts(), minutes in 0..50_000u32, days in 0..200u32,
        ) {
            for due in
                [calendar.add_working_time(start, minutes), calendar.add_working_days(start, days)]
            {
                prop_assert!(due.at >= start);
                prop_assert!(is_within_hours(&calendar, due.at), "{}", due.at);
            }
        }

        #[test]
        fn each_day_of_a_term_is_a_working_day(
            calendar in calendars(), start in starts(), days in 1..200u32,
        ) {
            let due = calendar.add_working_days(start, days);
            prop_assert_eq!(due.counted.len(), usize::try_from(days).unwrap());
            let next = calendar.add_working_days(start, days + 1);
            prop_assert!(due.at < next.at);
        }

        #[test]
        fn minutes_between_add_up(
            calendar in calendars(), start in starts(), first in 0..20_000i64, then in 0..20_000i64,
        ) {
            // Whole minutes of a span that begins within one are cut off: at most one is lost.
            let middle = start + TimeDelta::minutes(first);
            let end = middle + TimeDelta::minutes(then);
            let parts = calendar.working_minutes_between(start, middle)
                + calendar.working_minutes_between(middle, end);
            let whole = calendar.working_minutes_between(start, end);
            prop_assert!(whole == parts || whole == parts + 1, "{whole} {parts}");
            prop_assert_eq!(calendar.working_minutes_between(end, start.min(end)), 0);
        }

        #[test]
        fn a_loaded_year_more_never_makes_a_deadline_provisional(
            start in starts(), minutes in 0..50_000u32,
        ) {
            let hours = || office(&[("08:30", "12:00"), ("14:00", "17:30")]);
            let fewer = WorkCalendar::new(days(2023..=2025), hours());
            let due = fewer.add_working_time(start, minutes);
            if !due.provisional {
                prop_assert_eq!(usual().add_working_time(start, minutes), due);
            }
        }
    }
}
