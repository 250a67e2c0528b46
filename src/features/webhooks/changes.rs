//! What changed since a place, for whoever mirrors what it may see: everything once, in one order,
//! and nothing missed.

use entity::{
    outbox_event::{self, Column},
    scope::Scope,
};
use sea_orm::{ColumnTrait, Order};

use super::number::seen_of;
use crate::{
    features::tables,
    platform::{Error, Result, error::Reason, viewer::Viewer},
};

/// So many events are looked at for one answer.
const MOST: i32 = 1_000;
const USUAL: i32 = 100;

const BAD_CURSOR: Reason = Reason {
    code: "bad_cursor",
    zh: "游标无效，请重新全量读取后再从新的游标开始",
    en: "Not a cursor: read everything anew, and go on from the cursor you are given then",
};
const FIRST: Reason = Reason {
    code: "out_of_range",
    zh: "每次须为 1 至 1000 条",
    en: "Ask for 1 to 1,000 at a time",
};
const UNKNOWN_KIND: Reason =
    Reason { code: "unknown_kind", zh: "没有此类对象", en: "There is no such kind of row" };

/// What changed.
pub struct Changes {
    /// In order.
    pub events: Vec<outbox_event::Model>,
    /// From where to go on.
    pub cursor: i64,
    /// Whether there is more already.
    pub has_more: bool,
}

/// Reads a cursor.
///
/// # Errors
/// `Invalid` for anything else.
pub fn cursor(text: &str) -> Result<i64> {
    let place = text.parse::<i64>().ok().filter(|place| *place >= 0);
    place.ok_or_else(|| Error::invalid("since", BAD_CURSOR))
}

/// What changed after a place, of rows that the viewer sees now. Without a place it says where to
/// begin: take that before reading everything once, and nothing is missed.
///
/// # Errors
/// `Invalid` for a number out of range or an unknown kind.
pub async fn changes_since(
    viewer: &Viewer,
    since: Option<i64>,
    kinds: Option<Vec<String>>,
    first: Option<i32>,
) -> Result<Changes> {
    let first = first.unwrap_or(USUAL);
    if !(1..=MOST).contains(&first) {
        return Err(Error::invalid("first", FIRST));
    }
    let shared: Vec<_> =
        tables().into_iter().filter(|it| it.area.is_some()).map(|it| it.kind.to_owned()).collect();
    if kinds.iter().flatten().any(|kind| !shared.contains(kind)) {
        return Err(Error::invalid("kinds", UNKNOWN_KIND));
    }
    check_scopes(viewer, kinds.iter().flatten())?;
    let numbered =
        || viewer.scoped::<outbox_event::Entity>().filter(Column::Position.is_not_null());
    let Some(since) = since else {
        let last = numbered().order_by(Column::Position, Order::Desc).one().await?;
        let cursor = last.and_then(|event| event.position).unwrap_or_default();
        return Ok(Changes { events: Vec::new(), cursor, has_more: false });
    };
    let limit = u64::try_from(first).unwrap_or_default();
    let next = numbered()
        .filter(Column::Position.gt(since))
        .filter(Column::SubjectKind.is_in(kinds.unwrap_or(shared)))
        .order_by(Column::Position, Order::Asc);
    let mut events = next.at_most(limit + 1).await?;
    let has_more = events.len() as u64 > limit;
    events.truncate(limit.try_into().unwrap_or(usize::MAX));
    let cursor = events.last().and_then(|event| event.position).unwrap_or(since);
    let all: Vec<_> = events.iter().collect();
    let seen = seen_of(viewer.db(), &all).await?;
    events.retain(|event| seen.contains(&event.subject_id));
    Ok(Changes { events, cursor, has_more })
}

/// Whoever asks for a kind by name is told what the key lacks; else it would seem that nothing ever
/// changes.
fn check_scopes<'a>(viewer: &Viewer, mut kinds: impl Iterator<Item = &'a String>) -> Result<()> {
    let tables = tables();
    let closed = kinds.find_map(|kind| {
        let table = tables.iter().find(|table| table.kind == kind)?;
        let area = table.area.filter(|area| !viewer.actor.reads(*area))?;
        Some(Error::OutOfScope { action: "read", kind: table.kind, scope: Scope::Read(area) })
    });
    closed.map_or(Ok(()), Err)
}
