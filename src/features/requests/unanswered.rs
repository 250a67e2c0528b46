//! Closes what its requester left unanswered for seven calendar days. The worker's part of the
//! lifecycle; no person may do it.

use entity::{
    Id,
    request_event::Step,
    service_request::{self, Column, State},
};
use sea_orm::{ColumnTrait, Condition};

use super::{
    lifecycle::{ANSWER_WITHIN, is_unanswered},
    moves::{Maker, Move, make},
    policy,
};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    db::{Database, Db},
};

const WHY: &str = "worker: requests left unanswered close";

/// Closes every resolved request that was left unanswered, each in a transaction of its own, and
/// says how many it closed. It may run as often as one likes, also on two servers at once: each
/// request is locked and looked at again before it is closed. One that fails is logged and does not
/// keep the others.
///
/// # Errors
/// Those of the database when the requests cannot be listed.
pub async fn close_unanswered(database: &Database) -> Result<u64> {
    let longest_ago = database.clock().now() - ANSWER_WITHIN;
    let due = Condition::all()
        .add(Column::State.eq(State::Resolved))
        .add(Column::ResolvedAt.lte(longest_ago));
    let requests = database.unscoped(WHY).all::<service_request::Entity>(due).await?;
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut closed = 0;
    for request in requests {
        match close(&db, request.id).await {
            Ok(Closed::Now) => closed += 1,
            Ok(Closed::NotDue) => {}
            Err(error) => {
                tracing::error!(request.id = %request.id, ?error, "request not closed");
            }
        }
    }
    Ok(closed)
}

enum Closed {
    Now,
    /// Somebody was first: it is closed, reopened or confirmed.
    NotDue,
}

async fn close(db: &Db, id: Id<service_request::Entity>) -> Result<Closed> {
    let mut tx = db.begin(policy::AUTO_CLOSE).await?;
    let before = tx.edit::<service_request::Entity>(id).await?;
    let now = tx.clock().now();
    let is_due = before.resolved_at.is_some_and(|resolved_at| is_unanswered(resolved_at, now));
    if before.state != State::Resolved || !is_due {
        return Ok(Closed::NotDue);
    }
    let step = Move::noting(Step::AutoClose, String::new());
    make(&mut tx, Maker::System, &before, step).await?;
    tx.commit().await?;
    Ok(Closed::Now)
}
