//! When something is due: so much working time after it began, less the time for which the clock
//! stood still.

use chrono::{DateTime, Utc};
use entity::service_request::DueKind;

use crate::features::{
    calendar::{Due, Hours, WorkCalendar},
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
        counted.extend(calendar.add_working_time(from, worked).counted);
        left -= worked;
        from = pause.to?;
    }
    let rest = calendar.add_working_time(from, left);
    counted.extend(rest.counted);
    Some(Due { counted, ..rest })
}

#[cfg(test)]
mod tests;
