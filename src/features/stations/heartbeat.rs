//! A kiosk says that it is alive, and whom it has served since it said so last. Hundreds of
//! heartbeats a day leave a handful of rows: one a day and kind of document, and an event only when
//! the kiosk comes online.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{Id, kiosk, kiosk_day};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::{beat_window::Window, kiosk_lifecycle::Step, kiosk_policy as policy, kiosks::next};
use crate::platform::{Error, Result, clock::day_of, error::Reason, input, tx::Tx, viewer::Viewer};

/// How far a machine's clock may be ahead.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(10);
/// How long a machine without a network may keep its counts.
const KEPT: TimeDelta = TimeDelta::days(31);
/// More than any machine serves between two heartbeats.
const MOST_PEOPLE: i32 = 10_000;

const IN_THE_FUTURE: Reason = Reason {
    code: "in_the_future",
    zh: "统计时间不能晚于现在",
    en: "What was counted is not in the future",
};
const TOO_OLD: Reason =
    Reason {
        code: "too_old", zh: "统计时间不能早于 31 天前", en: "Counts are taken for 31 days"
    };
const OTHER_SERVICE: Reason = Reason {
    code: "other_service",
    zh: "该自助机不办理此类业务",
    en: "The kiosk has no such service",
};

/// What a machine says.
pub struct Beat {
    /// The number of the heartbeat.
    pub sequence: i32,
    /// When the people were served; now unless said.
    pub at: Option<DateTime<Utc>>,
    /// How many, by kind of document.
    pub counts: Vec<(String, i32)>,
}

/// Hears a heartbeat of the machine signed in, and says whether it was counted now: a repeated one
/// is not counted again.
///
/// # Errors
/// `Forbidden` for whoever is no kiosk; `Invalid` for counts that cannot be; `IllegalState` after its
/// retirement.
pub async fn report_heartbeat(viewer: &Viewer, beat: Beat) -> Result<(kiosk::Model, bool)> {
    let mut tx = viewer.begin(policy::REPORT_HEARTBEAT).await?;
    let own = kiosk::Column::UserId.eq(viewer.actor.user_id);
    // Whatever else this machine says meanwhile waits here.
    let before = tx.lock_where::<kiosk::Entity>(own).await?.pop();
    let before = before.ok_or_else(|| Error::forbidden(policy::REPORT_HEARTBEAT))?;
    let state = next(&before, Step::Beat)?;
    let now = tx.clock().now();
    let day = day_of(counted_at(beat.at, now)?);
    let counts = together(&before, beat.counts)?;
    if beat.sequence < 1 {
        return Err(Error::invalid("sequence", input::OUT_OF_RANGE));
    }
    let window = Window { last: before.last_sequence, seen: before.seen_sequences };
    let counted = window.counting(beat.sequence);
    let Window { last, seen } = counted.unwrap_or(window);
    let alive = kiosk::ActiveModel {
        state: Set(state),
        last_beat_at: Set(Some(now)),
        last_sequence: Set(last),
        seen_sequences: Set(seen),
        ..Default::default()
    };
    let kiosk = tx.update(&before, alive).await?;
    if counted.is_some() {
        add(&mut tx, kiosk.id, day, counts).await?;
    }
    tx.commit().await?;
    Ok((kiosk, counted.is_some()))
}

fn counted_at(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let at = input::instant("at", at.unwrap_or(now), now)?;
    if at > now + CLOCK_SKEW {
        return Err(Error::invalid("at", IN_THE_FUTURE));
    }
    if at < now - KEPT {
        return Err(Error::invalid("at", TOO_OLD));
    }
    Ok(at)
}

/// The counts by kind, each kind once.
fn together(kiosk: &kiosk::Model, counts: Vec<(String, i32)>) -> Result<BTreeMap<String, i32>> {
    let mut sums = BTreeMap::<String, i32>::new();
    for (kind, count) in counts {
        if !kiosk.services.0.contains(&kind) {
            return Err(Error::invalid("counts.kind", OTHER_SERVICE));
        }
        let sum = sums.entry(kind).or_default();
        *sum = sum.saturating_add(count);
        if count < 0 || *sum > MOST_PEOPLE {
            return Err(Error::invalid("counts.count", input::OUT_OF_RANGE));
        }
    }
    Ok(sums)
}

/// Adds to the day's counts. The kiosk is locked: nobody else adds to them meanwhile.
async fn add(
    tx: &mut Tx,
    kiosk_id: Id<kiosk::Entity>,
    day: NaiveDate,
    counts: BTreeMap<String, i32>,
) -> Result<()> {
    use kiosk_day::Column;
    if counts.values().all(|count| *count == 0) {
        return Ok(());
    }
    let of_day = Column::KioskId.eq(kiosk_id).and(Column::Day.eq(day));
    let present = tx.lock_where::<kiosk_day::Entity>(of_day).await?;
    for (kind, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        match present.iter().find(|row| row.kind == kind) {
            Some(row) => {
                let sum = row.count.checked_add(count);
                let sum = sum.ok_or_else(|| Error::invalid("counts.count", input::OUT_OF_RANGE))?;
                let more = kiosk_day::ActiveModel { count: Set(sum), ..Default::default() };
                tx.update(row, more).await?;
            }
            None => {
                tx.insert(kiosk_day::ActiveModel {
                    id: Set(tx.clock().new_id()),
                    kiosk_id: Set(kiosk_id),
                    day: Set(day),
                    kind: Set(kind),
                    count: Set(count),
                })
                .await?;
            }
        }
    }
    Ok(())
}
