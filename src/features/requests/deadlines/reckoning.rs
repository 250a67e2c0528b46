//! Computes provisional due dates again after the calendar of their year was imported. The worker's
//! part; no person may do it.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{Id, escalation, service_request};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::service::{due_in_days, running};
use crate::{
    features::{
        calendar::last_import,
        requests::{moves::standing, policy},
    },
    platform::{
        Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
    },
};

const WHY: &str = "worker: due dates follow the calendar";

/// What was computed so soon after an import may still have been computed without it: by a write
/// that had read the calendar before.
const MARGIN: TimeDelta = TimeDelta::minutes(1);

/// Computes again what was provisional when the calendar was last imported, each in a transaction
/// of its own, and says how many were looked at.
///
/// # Errors
/// Those of the database when they cannot be listed.
pub async fn reckon_provisional(database: &Database) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let Some(imported_at) = last_import(&db).await? else { return Ok(0) };
    let certain_from = imported_at + MARGIN;
    let unscoped = database.unscoped(WHY);
    let requests = {
        use service_request::Column;
        let stale = Condition::all()
            .add(Column::ClosedAt.is_null())
            .add(Column::DueProvisional.eq(true))
            .add(Column::DueComputedAt.lt(certain_from));
        unscoped.all::<service_request::Entity>(stale).await?
    };
    let steps = {
        use escalation::Column;
        let stale = Condition::all()
            .add(Column::State.eq(escalation::State::Pending))
            .add(Column::DueProvisional.eq(true))
            .add(Column::DueComputedAt.lt(certain_from));
        unscoped.all::<escalation::Entity>(stale).await?
    };
    let mut reckoned = 0;
    for request in requests {
        reckoned += count(reckon_request(&db, request.id, certain_from).await);
    }
    for step in steps {
        reckoned += count(reckon_step(&db, step.id, certain_from).await);
    }
    Ok(reckoned)
}

/// One that fails is logged and does not keep the others.
fn count(done: Result<bool>) -> u64 {
    match done {
        Ok(was_moved) => u64::from(was_moved),
        Err(error) => {
            tracing::error!(?error, "due date not computed again");
            0
        }
    }
}

async fn reckon_request(
    db: &Db,
    id: Id<service_request::Entity>,
    certain_from: DateTime<Utc>,
) -> Result<bool> {
    let mut tx = db.begin(policy::RECKON).await?;
    let before = tx.edit::<service_request::Entity>(id).await?;
    let is_stale = before.due_computed_at.is_some_and(|computed_at| computed_at < certain_from);
    let stands = standing(&before);
    let (Some(term), Some(minutes)) = (stands.term, before.due_minutes) else { return Ok(false) };
    if !before.due_provisional || !is_stale {
        return Ok(false);
    }
    let row = service_request::ActiveModel::default();
    let row = running(&tx, (&before).into(), (&stands, term), minutes, row).await?;
    tx.update(&before, row).await?;
    tx.commit().await?;
    Ok(true)
}

async fn reckon_step(
    db: &Db,
    id: Id<escalation::Entity>,
    certain_from: DateTime<Utc>,
) -> Result<bool> {
    let mut tx = db.begin(policy::RECKON_STEP).await?;
    let before = tx.edit::<escalation::Entity>(id).await?;
    let is_stale = before.due_computed_at < certain_from;
    if before.state != escalation::State::Pending || !before.due_provisional || !is_stale {
        return Ok(false);
    }
    let due = due_in_days(&tx, before.days, before.sent_at).await?;
    let row = escalation::ActiveModel {
        due_at: Set(Some(due.at)),
        due_provisional: Set(due.provisional),
        due_computed_at: Set(tx.clock().now()),
        ..Default::default()
    };
    tx.update(&before, row).await?;
    tx.commit().await?;
    Ok(true)
}
