//! How many kiosk days a number of people needs at a station, from what its kiosks are rated for
//! and have shown. The arithmetic is `capacity`'s.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use entity::{Id, kiosk, kiosk_day, liaison_station};
use sea_orm::ColumnTrait;

use super::{
    capacity::{Capacity, Demand, Machine, check, open_days},
    kiosk_lifecycle::is_in_place,
};
use crate::platform::{Error, Result, error::Reason, input, viewer::Viewer};

/// Far more kiosks than a station has.
const MOST_KIOSKS: u64 = 200;
/// How far back a kiosk's best day is looked for.
const LOOKED_BACK: Days = Days::new(92);
/// The days of that many kiosks, by kind.
const MOST_DAYS: u64 = 100_000;
const LONGEST_DAYS: u32 = 366;
const MOST_PEOPLE: i32 = 1_000_000;
const MOST_PACE: i32 = 10_000;

const BACKWARDS: Reason = Reason {
    code: "backwards",
    zh: "结束日期不能早于开始日期",
    en: "The period ends before it begins",
};
const TOO_LONG: Reason =
    Reason { code: "too_long", zh: "时段最长 366 天", en: "At most 366 days" };

/// Who comes to a station, and when.
pub struct Question {
    /// The station.
    pub station_id: Id<liaison_station::Entity>,
    /// How many people.
    pub people: i32,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What a further kiosk would do a day.
    pub daily_capacity: Option<i32>,
}

/// What these people need, and what the station's kiosks give.
///
/// # Errors
/// `Invalid` for numbers or days that cannot be, `NotFound` for an unknown station.
pub async fn capacity_of(viewer: &Viewer, asked: Question) -> Result<Capacity> {
    let people = number("people", asked.people, 0..=MOST_PEOPLE)?;
    let further_pace = match asked.daily_capacity {
        Some(pace) => Some(number("dailyCapacity", pace, 1..=MOST_PACE)?),
        None => None,
    };
    if asked.to < asked.from {
        return Err(Error::invalid("to", BACKWARDS));
    }
    let days = open_days(asked.from, asked.to);
    if days > LONGEST_DAYS {
        return Err(Error::invalid("to", TOO_LONG));
    }
    let station = viewer.known::<liaison_station::Entity>(asked.station_id).await?;
    let kiosks = viewer.scoped::<kiosk::Entity>();
    let kiosks = kiosks.filter(kiosk::Column::StationId.eq(station.id)).at_most(MOST_KIOSKS);
    let kiosks: Vec<_> =
        kiosks.await?.into_iter().filter(|kiosk| is_in_place(kiosk.state)).collect();
    let best = best_days(viewer, &kiosks).await?;
    let machine = |kiosk: &kiosk::Model| Machine {
        rated: kiosk.daily_capacity.unsigned_abs(),
        best: best.get(&kiosk.id).copied(),
    };
    let machines: Vec<_> = kiosks.iter().map(machine).collect();
    Ok(check(Demand { people, days, further_pace }, &machines))
}

fn number(field: &'static str, value: i32, range: std::ops::RangeInclusive<i32>) -> Result<u32> {
    if !range.contains(&value) {
        return Err(Error::invalid(field, input::OUT_OF_RANGE));
    }
    Ok(value.unsigned_abs())
}

/// The most people that each kiosk served on one day of the last months, as far as the viewer reads
/// counts.
async fn best_days(
    viewer: &Viewer,
    kiosks: &[kiosk::Model],
) -> Result<HashMap<Id<kiosk::Entity>, u32>> {
    use kiosk_day::Column;
    let since = viewer.clock().today() - LOOKED_BACK;
    let rows = viewer
        .scoped::<kiosk_day::Entity>()
        .filter(Column::KioskId.is_in(kiosks.iter().map(|kiosk| kiosk.id.uuid())))
        .filter(Column::Day.gte(since))
        .at_most(MOST_DAYS)
        .await?;
    let mut days = HashMap::<_, u32>::new();
    for row in rows {
        let sum = days.entry((row.kiosk_id, row.day)).or_default();
        *sum = sum.saturating_add(row.count.unsigned_abs());
    }
    let mut best = HashMap::<_, u32>::new();
    for ((kiosk_id, _), sum) in days {
        let most = best.entry(kiosk_id).or_default();
        *most = sum.max(*most);
    }
    Ok(best)
}
