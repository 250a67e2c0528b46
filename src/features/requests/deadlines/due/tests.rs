//! Pauses push a due date by the working time they took, and by no more.

use chrono::{NaiveDate, TimeDelta};
use entity::office_hours::{OfficeHours, TimeOfDay, TimeSpan};
use proptest::prelude::*;

use super::*;
use crate::features::calendar::working_time::CalendarDays;

fn office() -> Hours {
    let span = |from, to| TimeSpan {
        from: TimeOfDay::parse(from).unwrap(),
        to: TimeOfDay::parse(to).unwrap(),
    };
    Hours::Office(OfficeHours::new(vec![span("08:30", "12:00"), span("14:00", "17:30")]).unwrap())
}

fn calendar() -> WorkCalendar {
    let holiday = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    WorkCalendar::new(CalendarDays::new([2026], [(holiday, false)]), office())
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}:00+08:00").parse().unwrap()
}

fn pause(from: &str, to: Option<&str>) -> Wait {
    Wait { from: at(from), to: to.map(at) }
}

#[test]
fn the_working_time_of_a_question_is_added() {
    let due_with = |pauses: &[Wait]| {
        due(&calendar(), at("2026-03-02T09:00"), 7 * 60, pauses).map(|due| due.at)
    };
    assert_eq!(due_with(&[]), Some(at("2026-03-03T09:00")));
    // Asked at 10, answered at 16: four working hours, the lunch break not counted.
    let asked = pause("2026-03-02T10:00", Some("2026-03-02T16:00"));
    assert_eq!(due_with(&[asked]), Some(at("2026-03-03T15:00")));
    // A night costs nothing.
    let night = pause("2026-03-02T17:30", Some("2026-03-03T08:30"));
    assert_eq!(due_with(&[night]), Some(at("2026-03-03T09:00")));
    let open = pause("2026-03-02T10:00", None);
    assert_eq!(due_with(&[open]), None);
}

#[test]
fn the_day_of_a_pause_is_named_once() {
    let asked = pause("2026-03-02T10:00", Some("2026-03-02T16:00"));
    let due = due(&calendar(), at("2026-03-02T09:00"), 7 * 60, &[asked]).unwrap();
    let days: Vec<_> =
        due.counted.iter().map(|counted| (counted.day.to_string(), counted.minutes)).collect();
    assert_eq!(days, [("2026-03-02".to_owned(), 150), ("2026-03-03".to_owned(), 270)]);
}

#[test]
fn a_date_that_has_passed_is_not_brought_back_by_a_question() {
    let late = pause("2026-03-05T10:00", Some("2026-03-06T10:00"));
    let passed = due(&calendar(), at("2026-03-02T09:00"), 60, &[late]).unwrap();
    assert_eq!(passed.at, at("2026-03-02T10:00"));
}

#[test]
fn only_to_be_accepted_a_station_works_around_the_clock() {
    assert_eq!(hours_of(DueKind::Accept, true, office()), Hours::AroundTheClock);
    assert_eq!(hours_of(DueKind::Accept, false, office()), office());
    assert_eq!(hours_of(DueKind::Resolve, true, office()), office());
}

proptest! {
    #[test]
    fn a_pause_never_brings_a_date_nearer_and_what_is_counted_is_what_was_allowed(
        start in 0..40_000i64,
        minutes in 1..5_000u32,
        lengths in prop::collection::vec((1..3_000i64, 1..3_000i64), 0..5),
    ) {
        let from = at("2026-03-02T00:00") + TimeDelta::minutes(start);
        let mut now = from;
        let mut pauses = Vec::new();
        for (runs, stands) in lengths {
            let begun = now + TimeDelta::minutes(runs);
            now = begun + TimeDelta::minutes(stands);
            pauses.push(Wait { from: begun, to: Some(now) });
        }
        let plain = due(&calendar(), from, minutes, &[]).unwrap();
        let paused = due(&calendar(), from, minutes, &pauses).unwrap();
        prop_assert!(plain.at <= paused.at);
        prop_assert_eq!(paused.counted.iter().map(|day| day.minutes).sum::<u32>(), minutes);
        // As much was worked outside the pauses.
        let mut worked = calendar().working_minutes_between(from, paused.at);
        for pause in &pauses {
            let to = pause.to.unwrap().min(paused.at);
            worked -= calendar().working_minutes_between(pause.from.min(to), to);
        }
        prop_assert_eq!(worked, minutes);
    }
}
