//! What a calendar holds: the own planned visits to firms within reach, the due dates of requests
//! that lie with the person, and the working days that were moved. Read through the viewer alone, in
//! as many statements however much there is.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    Id, calendar_day, enterprise, enterprise_name, service_request,
    visit::{self, State},
};
use sea_orm::{ColumnTrait, Order};

use super::{
    ics::{Due, Entry, MovedDay, PlannedVisit, written},
    policy,
};
use crate::{
    features::requests::in_hand::lies_with,
    platform::{Result, clock::day_of, viewer::Viewer},
};

/// How far a calendar reaches back and ahead.
const BACK: TimeDelta = TimeDelta::days(60);
const AHEAD: TimeDelta = TimeDelta::days(400);
/// The most entries of one calendar.
const MOST: u64 = 1_000;

/// The calendar of the viewer as text; none for who has none.
///
/// # Errors
/// Those of the database.
pub async fn calendar_of(viewer: &Viewer) -> Result<Option<String>> {
    let actor = &viewer.actor;
    if !policy::CREATE.allows(actor) || actor.agency_id.is_none() {
        return Ok(None);
    }
    let now = viewer.clock().now();
    let window = (now - BACK, now + AHEAD);
    let mut entries = visits(viewer, window).await?;
    entries.extend(dues(viewer, window).await?);
    entries.extend(moved_days(viewer, window).await?);
    entries.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    Ok(Some(written(&entries)))
}

type Window = (DateTime<Utc>, DateTime<Utc>);

/// A visit to a firm that was handed over is the next officer's to plan.
async fn visits(viewer: &Viewer, (from, to): Window) -> Result<Vec<Entry>> {
    use visit::Column;
    let Some(officer_id) = viewer.actor.officer_id else { return Ok(Vec::new()) };
    let firms = viewer.scoped::<enterprise::Entity>();
    let rows = viewer
        .scoped::<visit::Entity>()
        .filter(Column::OfficerId.eq(officer_id))
        .filter(Column::State.is_in([State::Planned, State::Cancelled]))
        .filter(Column::HappensAt.between(from, to))
        .within(Column::EnterpriseId, firms, enterprise::Column::Id)
        .order_by(Column::HappensAt, Order::Asc)
        .at_most(MOST)
        .await?;
    let firms = viewer.rows(rows.iter().map(|row| row.enterprise_id).collect()).await?;
    let entry = |row: visit::Model| {
        let firm = firms.get(&row.enterprise_id)?;
        Some(Entry::Visit(PlannedVisit {
            uid: row.id.to_string(),
            version: row.version,
            entered_at: row.created_at,
            kind: row.kind,
            is_cancelled: row.state == State::Cancelled,
            begins_at: row.happens_at,
            firm: firm.name.clone(),
            address: firm.address.clone(),
            topics: row.topics.0,
        }))
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

async fn dues(viewer: &Viewer, (from, to): Window) -> Result<Vec<Entry>> {
    use service_request::Column;
    let rows = viewer
        .scoped::<service_request::Entity>()
        .filter(lies_with(&viewer.actor))
        .filter(Column::ClosedAt.is_null())
        .filter(Column::DueAt.between(from, to))
        .order_by(Column::DueAt, Order::Asc)
        .at_most(MOST)
        .await?;
    let firm =
        |row: &service_request::Model| row.enterprise_id.map(Id::<enterprise_name::Entity>::from);
    let firms = viewer.rows(rows.iter().filter_map(firm).collect()).await?;
    let entry = |row: service_request::Model| {
        let name = firm(&row).and_then(|id| firms.get(&id)).map(|firm| firm.name.clone());
        Some(Entry::Due(Due {
            uid: row.id.to_string(),
            version: row.version,
            entered_at: row.created_at,
            number: (row.year, row.serial),
            title: row.title,
            firm: name,
            kind: row.due_kind?,
            day: day_of(row.due_at?),
            is_provisional: row.due_provisional,
        }))
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

async fn moved_days(viewer: &Viewer, (from, to): Window) -> Result<Vec<Entry>> {
    use calendar_day::Column;
    let rows = viewer
        .scoped::<calendar_day::Entity>()
        .filter(Column::Day.between(day_of(from), day_of(to)))
        .order_by(Column::Day, Order::Asc)
        .at_most(MOST)
        .await?;
    let entry = |row: calendar_day::Model| {
        Entry::MovedDay(MovedDay {
            uid: row.id.to_string(),
            entered_at: row.created_at,
            day: row.day,
            is_working: row.is_working,
        })
    };
    Ok(rows.into_iter().map(entry).collect())
}
