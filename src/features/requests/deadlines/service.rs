//! What is due of a request as it moves, and of a step of a chain as it is sent.

use chrono::{DateTime, Utc};
use entity::{
    Id, agency, deadline_target,
    office_hours::{OfficeHours, TimeSpan},
    service_request::{self, Category, DueKind, Priority, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::{
    due::{due, hours_of},
    pauses,
};
use crate::{
    features::{
        calendar::{Due, Hours, load},
        requests::lifecycle::{Standing, Term},
        settings,
    },
    platform::{Error, Result, tx::Tx},
};

/// The code of the branch of police stations.
pub const STATION: &str = "STATION";

/// What decides when a request is due, beside how it stands.
#[derive(Clone, Copy)]
pub struct Matter {
    /// Which.
    pub id: Id<service_request::Entity>,
    /// What it is about.
    pub category: Category,
    /// How pressing it is.
    pub priority: Priority,
}

impl From<&service_request::Model> for Matter {
    fn from(row: &service_request::Model) -> Self {
        Self { id: row.id, category: row.category, priority: row.priority }
    }
}

/// When a step of a chain is due that is sent now: at the end of the office hours of the `days`-th
/// working day after today.
///
/// # Errors
/// Those of the database.
pub async fn due_in_days(tx: &Tx, days: i32, now: DateTime<Utc>) -> Result<Due> {
    let calendar = load(tx, office(tx).await?, now).await?;
    Ok(calendar.add_working_days(now, u32::try_from(days).unwrap_or_default()))
}

/// The row with what is due of a request that is filed.
///
/// # Errors
/// Those of the database.
pub async fn first(
    tx: &Tx,
    matter: Matter,
    standing: &Standing,
    row: service_request::ActiveModel,
) -> Result<service_request::ActiveModel> {
    match standing.term {
        Some(term) => {
            let minutes = allowed(tx, matter, term.kind).await?;
            running(tx, matter, (standing, term), minutes, row).await
        }
        None => Ok(row),
    }
}

/// The row with what is due of a request that moves. Nothing is computed where nothing of it
/// changes.
///
/// # Errors
/// Those of the database.
pub async fn settled(
    tx: &Tx,
    before: &service_request::Model,
    standing: &Standing,
    row: service_request::ActiveModel,
) -> Result<service_request::ActiveModel> {
    let Some(term) = standing.term else {
        return Ok(service_request::ActiveModel { due_minutes: Set(None), ..standing_still(row) });
    };
    let is_same = before.due_kind == Some(term.kind) && before.due_from == Some(term.from);
    let minutes = match before.due_minutes {
        Some(minutes) if is_same => minutes,
        Some(_) | None => allowed(tx, before.into(), term.kind).await?,
    };
    if standing.state == State::WaitingForRequester {
        return Ok(standing_still(row));
    }
    let is_moved = before.agency_id != standing.route.agency_id && term.kind == DueKind::Accept;
    let goes_on = before.state == State::WaitingForRequester;
    if is_same && !is_moved && !goes_on {
        return Ok(row);
    }
    running(tx, before.into(), (standing, term), minutes, row).await
}

/// The row of a request of which nothing is due, or whose clock stands still.
fn standing_still(row: service_request::ActiveModel) -> service_request::ActiveModel {
    service_request::ActiveModel {
        due_at: Set(None),
        due_provisional: Set(false),
        due_computed_at: Set(None),
        ..row
    }
}

/// The row of a request whose clock runs.
pub(super) async fn running(
    tx: &Tx,
    matter: Matter,
    (standing, term): (&Standing, Term),
    minutes: i32,
    row: service_request::ActiveModel,
) -> Result<service_request::ActiveModel> {
    let hours =
        hours_of(term.kind, is_station(tx, standing.route.agency_id).await?, office(tx).await?);
    let calendar = load(tx, hours, term.from).await?;
    let pauses = pauses::of_request(tx, matter.id).await?;
    let allowed = u32::try_from(minutes).unwrap_or_default();
    let due = due(&calendar, term.from, allowed, &pauses);
    Ok(service_request::ActiveModel {
        due_minutes: Set(Some(minutes)),
        due_at: Set(due.as_ref().map(|due| due.at)),
        due_provisional: Set(due.is_some_and(|due| due.provisional)),
        due_computed_at: Set(Some(tx.clock().now())),
        ..row
    })
}

/// How many minutes of working time the target of this kind of request allows.
async fn allowed(tx: &Tx, matter: Matter, kind: DueKind) -> Result<i32> {
    use deadline_target::Column;
    let of_kind = Column::Category.eq(matter.category).and(Column::Priority.eq(matter.priority));
    let target = tx.scoped::<deadline_target::Entity>().filter(of_kind).one().await?;
    let target = target.ok_or_else(|| Error::internal("a kind of request without a target"))?;
    Ok(match kind {
        DueKind::Accept => target.accept_hours * 60,
        DueKind::Resolve => {
            let hours = settings::in_force(tx).await?.office_hours;
            target.resolve_days * minutes_of_a_day(&hours)
        }
    })
}

/// How long a working day is.
fn minutes_of_a_day(hours: &OfficeHours) -> i32 {
    let span = |span: &TimeSpan| i32::from(span.to.minutes()) - i32::from(span.from.minutes());
    hours.spans().iter().map(span).sum()
}

async fn office(tx: &Tx) -> Result<Hours> {
    Ok(Hours::Office(settings::in_force(tx).await?.office_hours))
}

async fn is_station(tx: &Tx, agency: Option<Id<agency::Entity>>) -> Result<bool> {
    let Some(id) = agency else { return Ok(false) };
    let agency = tx.scoped::<agency::Entity>().by_id(id).await?;
    Ok(agency.is_some_and(|row| row.branch.as_deref() == Some(STATION)))
}
