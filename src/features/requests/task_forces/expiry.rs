//! Dissolves task forces whose last day is over. The worker's part; no person may do it.

use entity::{Id, request_event::Step, service_request, task_force};
use sea_orm::{ColumnTrait, Condition};

use super::service::{about, dissolve};
use crate::{
    features::requests::{
        moves::{Maker, Words, make},
        policy,
    },
    platform::{
        Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
    },
};

const WHY: &str = "worker: task forces end after their last day";

/// Dissolves every task force whose last day is over, each in a transaction of its own, and says
/// how many. Safe beside another server that does the same.
///
/// # Errors
/// Those of the database when they cannot be listed.
pub async fn dissolve_expired(database: &Database) -> Result<u64> {
    let today = database.clock().today();
    let over = Condition::all()
        .add(task_force::Column::DissolvedAt.is_null())
        .add(task_force::Column::EndsOn.lt(today));
    let forces = database.unscoped(WHY).all::<task_force::Entity>(over).await?;
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut dissolved = 0;
    for force in forces {
        match expire(&db, force.request_id, force.id).await {
            Ok(true) => dissolved += 1,
            Ok(false) => {}
            Err(error) => {
                tracing::error!(task_force.id = %force.id, ?error, "task force not dissolved");
            }
        }
    }
    Ok(dissolved)
}

/// Whether it was this call that did it.
async fn expire(
    db: &Db,
    request: Id<service_request::Entity>,
    id: Id<task_force::Entity>,
) -> Result<bool> {
    let mut tx = db.begin(policy::EXPIRE_TASK_FORCE).await?;
    let request = tx.lock::<service_request::Entity>(request).await?;
    let force = tx.edit::<task_force::Entity>(id).await?;
    if force.dissolved_at.is_some() || force.ends_on >= tx.clock().today() {
        return Ok(false);
    }
    let step = about(&force, Step::DissolveTaskForce, Words::shared(String::new()));
    make(&mut tx, Maker::System, &request, step).await?;
    dissolve(&mut tx, &force).await?;
    tx.commit().await?;
    Ok(true)
}
