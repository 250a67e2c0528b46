//! Words a calendar as RFC 5545 has it. Nothing in it links anywhere, and the same entries give the
//! same text, so that a client need not fetch it twice.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::{service_request::DueKind, visit::Kind};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};

/// How long a visit is put down for.
const VISIT: Duration = Duration::hours(1);
/// How often a client is to look again.
const REFRESH: Duration = Duration::hours(1);
const NAME: &str = "万企日程";

/// An entry of a calendar.
pub enum Entry {
    /// A visit that is planned, or was.
    Visit(PlannedVisit),
    /// What is due of a request.
    Due(Due),
    /// A day that was moved.
    MovedDay(MovedDay),
}

/// A visit that is planned, or was.
pub struct PlannedVisit {
    /// The same for ever.
    pub uid: String,
    /// Counts the changes.
    pub version: i32,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// What it is for.
    pub kind: Kind,
    /// Whether it will not take place.
    pub is_cancelled: bool,
    /// When.
    pub begins_at: DateTime<Utc>,
    /// The firm's name.
    pub firm: String,
    /// The firm's address.
    pub address: String,
    /// What is to be talked about.
    pub topics: Vec<String>,
}

/// What is due of a request.
pub struct Due {
    /// The same for ever.
    pub uid: String,
    /// Counts the changes.
    pub version: i32,
    /// When it was filed.
    pub entered_at: DateTime<Utc>,
    /// The case number.
    pub number: (i32, i32),
    /// The request in one line.
    pub title: String,
    /// The firm's name, where a firm asks.
    pub firm: Option<String>,
    /// What is due.
    pub kind: DueKind,
    /// By which day.
    pub day: NaiveDate,
    /// Whether it may still move.
    pub is_provisional: bool,
}

/// A day that was moved: off though it would be worked, or the other way round.
pub struct MovedDay {
    /// The same for ever.
    pub uid: String,
    /// When it was announced here.
    pub entered_at: DateTime<Utc>,
    /// The day.
    pub day: NaiveDate,
    /// Whether it is worked.
    pub is_working: bool,
}

/// The calendar as text.
pub fn written(entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in
        [("VERSION", "2.0"), ("PRODID", "-//Wanqi//Wanqi//ZH"), ("CALSCALE", "GREGORIAN")]
    {
        calendar.append_property(Property::new(name, value));
    }
    calendar.name(NAME).timezone("Asia/Shanghai").ttl(&REFRESH);
    calendar.extend(entries.iter().map(event));
    calendar.to_string()
}

fn event(entry: &Entry) -> Event {
    match entry {
        Entry::Visit(visit) => of_visit(visit),
        Entry::Due(due) => of_due(due),
        Entry::MovedDay(day) => of_day(day),
    }
}

fn blank(uid: &str, entered_at: DateTime<Utc>, version: i32) -> Event {
    let mut event = Event::new();
    // Without a time of its own each would carry the present one, and no two texts were the same.
    event.uid(uid).timestamp(entered_at).created(entered_at).class(Class::Private);
    event.sequence(u32::try_from(version).unwrap_or_default());
    event
}

fn of_visit(visit: &PlannedVisit) -> Event {
    let kind = match visit.kind {
        Kind::Visit => "走访",
        Kind::CoBuilding => "共建",
        Kind::Assistance => "帮扶",
    };
    let mut event = blank(&visit.uid, visit.entered_at, visit.version);
    event
        .summary(&format!("{kind}：{}", plain(&visit.firm)))
        .starts(visit.begins_at)
        .ends(visit.begins_at + VISIT)
        .status(if visit.is_cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if !visit.address.is_empty() {
        event.location(&plain(&visit.address));
    }
    if !visit.topics.is_empty() {
        event.description(&plain(&visit.topics.join("、")));
    }
    event
}

fn of_due(due: &Due) -> Event {
    let kind = match due.kind {
        DueKind::Accept => "受理时限",
        DueKind::Resolve => "办结时限",
    };
    let (year, serial) = due.number;
    let firm = due.firm.as_deref().map(|firm| format!("：{}", plain(firm))).unwrap_or_default();
    let provisional =
        if due.is_provisional { "\n时限为暂定，以当年放假通知为准" } else { "" };
    let mut event = blank(&due.uid, due.entered_at, due.version);
    event
        .summary(&format!("{kind} {year}-{serial:06}{firm}"))
        .description(&format!("{}{provisional}", plain(&due.title)))
        .starts(due.day);
    free(event)
}

fn of_day(day: &MovedDay) -> Event {
    let mut event = blank(&day.uid, day.entered_at, 0);
    event.summary(if day.is_working { "调休上班" } else { "放假" }).starts(day.day);
    free(event)
}

/// An entry of a whole day, which is not a day that is taken. Without an end it lasts one day.
fn free(mut event: Event) -> Event {
    event.add_property("TRANSP", "TRANSPARENT");
    event.done()
}

/// A text without characters that would end a line of the calendar or do not show.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(firm: &str) -> Entry {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        Entry::Visit(PlannedVisit {
            uid: "vis_1".to_owned(),
            version: 3,
            entered_at: at("2026-02-01T01:00:00Z"),
            kind: Kind::Visit,
            is_cancelled: true,
            begins_at: at("2026-02-07T01:30:00Z"),
            firm: firm.to_owned(),
            address: "珍珠市场一楼".to_owned(),
            topics: vec!["用工".to_owned(), "消防".to_owned()],
        })
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 2, 14).unwrap()
    }

    #[test]
    fn a_calendar_reads_like_this() {
        let entered_at = "2026-01-01T00:00:00Z".parse().unwrap();
        let due = Due {
            uid: "req_1".to_owned(),
            version: 2,
            entered_at,
            number: (2026, 123),
            title: "办理港澳通行证".to_owned(),
            firm: Some("珍珠有限公司".to_owned()),
            kind: DueKind::Resolve,
            day: day(),
            is_provisional: true,
        };
        let moved = MovedDay { uid: "cdy_1".to_owned(), entered_at, day: day(), is_working: true };
        let text = written(&[visit("甲"), Entry::Due(due), Entry::MovedDay(moved)]);
        insta::assert_snapshot!(text.replace("\r\n", "\n"));
    }

    #[test]
    fn a_hostile_name_ends_no_line_and_begins_no_event() {
        let name = format!("A;B,C\r\n\"D\"\rBEGIN:VEVENT\\n\u{0}\u{8}{}", "长".repeat(60));
        let text = written(&[visit(&name)]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\u{0}', '\u{8}']));
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT").count(), 1);
        let summary = r#"SUMMARY:走访：A\;B\,C\n"D"\nBEGIN:VEVENT\\n长"#;
        assert!(unfolded.contains(summary), "{unfolded}");
    }

    #[test]
    fn the_same_entries_give_the_same_text() {
        assert_eq!(written(&[visit("甲")]), written(&[visit("甲")]));
    }
}
