//! When something is due: so much working time after it began, less the time for which the clock
//! stood still.

use chrono::{DateTime, Utc};
use entity::service_request::DueKind;

use crate::features::{
    calendar::{Due, Hours, WorkCalendar, working_time::CountedDay},
    requests::replay::Wait,
};

/// The hours that count: to be taken, a station works around the clock; answers are counted in
/// working days everywhere.
pub fn hours_of(kind: DueKind, is_station: bool, office: Hours) -> Hours {
    match kind {
        DueKind::Accept if is_station => Hours::AroundTheClock,
        DueKind::Accept | DueKind::Resolve => office,
    }
}

/// When `minutes` of working time since `from` are over, the pauses not counted; none while the
/// clock stands still. Pauses are in order and do not overlap.
pub fn due(
    calendar: &WorkCalendar,
    from: DateTime<Utc>,
    minutes: u32,
    pauses: &[Wait],
) -> Option<Due> {
    let (mut from, mut left) = (from, minutes);
    let mut counted = Vec::new();
    for pause in pauses {
        if pause.to.is_some_and(|to| to <= from) {
            continue;
        }
        let worked = calendar.working_minutes_between(from, pause.from);
        // A date that had passed before the question was put has passed.
        if worked >= left && from < pause.from {
            break;
        }
        count(&mut counted, calendar.add_working_time(from, worked).counted);
        left -= worked;
        from = pause.to?;
    }
    let rest = calendar.add_working_time(from, left);
    count(&mut counted, rest.counted);
    Some(Due { counted, ..rest })
}

/// Counts further days. The day of a pause is counted before it and after it, and named once.
fn count(counted: &mut Vec<CountedDay>, further: Vec<CountedDay>) {
    for next in further {
        match counted.last_mut() {
            Some(last) if last.day == next.day => last.minutes += next.minutes,
            Some(_) | None => counted.push(next),
        }
    }
}

#[cfg(test)]
mod tests;
