//! Plans that are not computed to their end: those that failed, and those whose server fell silent. The
//! latter are the worker's part.

use chrono::TimeDelta;
use entity::{
    Id,
    caseload_plan::{self, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::policy;
use crate::platform::{
    Result,
    action::Action,
    actor::{Behalf, Origin},
    db::{Database, Db},
};

/// One that has been silent for so long was cut off.
const SILENT: TimeDelta = TimeDelta::minutes(2);
const WHY: &str = "worker: plans cut off by a crash";
const CUT_OFF: &str = "计算被中断，请重新提出方案";

/// Cancels a plan that is still computed; whether it was.
pub(super) async fn give_up(
    db: &Db,
    action: Action,
    id: Id<caseload_plan::Entity>,
    why: &str,
) -> Result<bool> {
    let mut tx = db.begin(action).await?;
    let before = tx.edit::<caseload_plan::Entity>(id).await?;
    if before.state != State::Running {
        return Ok(false);
    }
    let gone = caseload_plan::ActiveModel {
        state: Set(State::Cancelled),
        decision_note: Set(Some(why.to_owned())),
        decided_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(&before, gone).await?;
    tx.commit().await?;
    Ok(true)
}

/// Cancels the plans whose computation fell silent with its server, and says how many.
///
/// # Errors
/// Those of the database.
pub async fn cancel_abandoned(database: &Database) -> Result<u64> {
    use caseload_plan::Column;
    let silent = Column::BeatAt.lt(database.clock().now() - SILENT);
    let silent = silent.and(Column::State.eq(State::Running));
    let plans = database.unscoped(WHY).all::<caseload_plan::Entity>(silent).await?;
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut cancelled = 0;
    for plan in plans {
        cancelled += u64::from(give_up(&db, policy::ABANDON, plan.id, CUT_OFF).await?);
    }
    Ok(cancelled)
}
