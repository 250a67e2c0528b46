//! How an export ends: its file is there, it failed, or a crash cut it off.

use entity::{
    Id,
    export_run::{self, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::{
    lifecycle::{Step, after},
    limits::LONGEST,
    policy,
};
use crate::{
    features::transfer::Since,
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        db::Database,
        error::Reason,
        tx::Tx,
    },
};

const INTERRUPTED: Reason = Reason {
    code: "interrupted",
    zh: "导出被中断，没有生成文件，请重新导出",
    en: "The export was interrupted and left no file: start it again",
};
const ENDED: Reason =
    Reason { code: "ended", zh: "导出已结束", en: "The export has ended already" };

/// Writes down that so many rows are in the file, which is there.
///
/// # Errors
/// `IllegalState` when it was given up meanwhile.
pub async fn finish(tx: &mut Tx, id: Id<export_run::Entity>, rows: i32) -> Result<()> {
    let before = tx.edit::<export_run::Entity>(id).await?;
    let change = export_run::ActiveModel {
        state: Set(after(before.state, Step::Finish).ok_or(Error::IllegalState(ENDED))?),
        rows_done: Set(rows),
        finished_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(&before, change).await.map(drop)
}

/// Writes down why there is no file.
///
/// # Errors
/// Those of the database.
pub async fn fail(tx: &mut Tx, before: &export_run::Model, error: &Error) -> Result<()> {
    // One that has ended stays as it is.
    let Some(state) = after(before.state, Step::Fail) else { return Ok(()) };
    let change = export_run::ActiveModel {
        state: Set(state),
        failure_code: Set(Some(error.reason().unwrap_or(error.code().name()).to_lowercase())),
        failure_words: Set(Some(error.to_string())),
        finished_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(before, change).await.map(drop)
}

/// Marks the exports as failed that a crash has cut off; nothing of them is left.
///
/// # Errors
/// Those of the database.
pub async fn fail_abandoned(database: &Database, since: Since) -> Result<()> {
    let behalf = Behalf::System("exports cut off by a crash");
    let mut tx = database.on_behalf_of(behalf, Origin::default()).begin(policy::FINISH).await?;
    match since {
        Since::TooLong => fail_overdue(&mut tx).await?,
        // Only the server exports: what the one before it ran is over.
        Since::TheLastStart => fail_those(&mut tx, Condition::all()).await?,
    }
    tx.commit().await
}

/// Marks the exports within reach as failed that have run for too long.
///
/// # Errors
/// Those of the database.
pub async fn fail_overdue(tx: &mut Tx) -> Result<()> {
    let began_long_ago = export_run::Column::StartedAt.lt(tx.clock().now() - LONGEST);
    fail_those(tx, Condition::all().add(began_long_ago)).await
}

async fn fail_those(tx: &mut Tx, condition: Condition) -> Result<()> {
    let running = export_run::Column::State.eq(State::Running);
    let condition = Condition::all().add(running).add(condition);
    for run in tx.lock_where::<export_run::Entity>(condition).await? {
        fail(tx, &run, &Error::IllegalState(INTERRUPTED)).await?;
    }
    Ok(())
}
