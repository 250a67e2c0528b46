//! How an import ends: its good rows have landed, it failed, or a crash cut it off.

use chrono::TimeDelta;
use entity::{
    Id,
    import_remark::{self, Severity},
    import_run::{self, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::{
    landing::Outcome,
    lifecycle::{Step, after},
    policy,
    rows::Remark,
    service::number,
};
use crate::platform::{
    Error, Result,
    actor::{Behalf, Origin},
    db::Database,
    error::Reason,
    tx::Tx,
};

/// Whatever runs longer was cut off.
const LONGEST: TimeDelta = TimeDelta::minutes(15);

const INTERRUPTED: Reason = Reason {
    code: "interrupted",
    zh: "导入被中断，未写入任何数据，请重新导入",
    en: "The import was interrupted and wrote nothing: start it again",
};
const ENDED: Reason =
    Reason { code: "ended", zh: "导入已结束", en: "The import has ended already" };

/// Writes down what came of the rows, in the transaction in which they land.
pub(super) async fn end(
    tx: &mut Tx,
    id: Id<import_run::Entity>,
    outcome: &Outcome,
) -> Result<import_run::Model> {
    let before = tx.edit::<import_run::Entity>(id).await?;
    let change = import_run::ActiveModel {
        state: Set(after(before.state, Step::Land).ok_or(Error::IllegalState(ENDED))?),
        rows_done: Set(before.rows_total),
        created_rows: Set(number(outcome.created)),
        updated_rows: Set(number(outcome.updated)),
        unchanged_rows: Set(number(outcome.unchanged)),
        refused_rows: Set(number(outcome.refusals.len())),
        warned_rows: Set(number(outcome.warned())),
        finished_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    let run = tx.update(&before, change).await?;
    let refusals = outcome.refusals.iter().map(|remark| (Severity::Refusal, remark));
    let warnings = outcome.warnings.iter().map(|remark| (Severity::Warning, remark));
    let remarks = refusals
        .chain(warnings)
        .map(|(severity, remark)| remark_row(tx, id, severity, remark))
        .collect();
    tx.insert_many::<import_remark::ActiveModel>(remarks).await?;
    Ok(run)
}

fn remark_row(
    tx: &Tx,
    run_id: Id<import_run::Entity>,
    severity: Severity,
    remark: &Remark,
) -> import_remark::ActiveModel {
    import_remark::ActiveModel {
        id: Set(tx.clock().new_id()),
        run_id: Set(run_id),
        severity: Set(severity),
        row_number: Set(i32::try_from(remark.row).unwrap_or(i32::MAX)),
        heading: Set(remark.column.clone()),
        reason: Set(remark.reason.to_owned()),
        words: Set(remark.words.clone()),
    }
}

/// Writes down why nothing has landed.
pub(super) async fn fail(tx: &mut Tx, before: &import_run::Model, error: &Error) -> Result<()> {
    // One that has ended stays as it is.
    let Some(state) = after(before.state, Step::Fail) else { return Ok(()) };
    let change = import_run::ActiveModel {
        state: Set(state),
        failure_code: Set(Some(error.reason().unwrap_or(error.code().name()).to_lowercase())),
        failure_words: Set(Some(error.to_string())),
        finished_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(before, change).await.map(drop)
}

/// Which imports that still seem to run cannot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// This process is the only server: what the one before it ran is over.
    TheLastStart,
    /// There are others: only what has run for too long is over.
    TooLong,
}

/// Marks the imports as failed that a crash has cut off; nothing of them has landed.
///
/// # Errors
/// Those of the database.
pub async fn fail_abandoned(database: &Database, since: Since) -> Result<()> {
    let behalf = Behalf::System("imports cut off by a crash");
    let mut tx = database.on_behalf_of(behalf, Origin::default()).begin(policy::FINISH).await?;
    let too_long = overdue(&tx);
    let condition = match since {
        Since::TooLong => too_long,
        // A command may be importing beside the server.
        Since::TheLastStart => {
            Condition::any().add(import_run::Column::StartedById.is_not_null()).add(too_long)
        }
    };
    fail_those(&mut tx, condition).await?;
    tx.commit().await
}

fn overdue(tx: &Tx) -> Condition {
    Condition::all().add(import_run::Column::StartedAt.lt(tx.clock().now() - LONGEST))
}

/// Marks the imports as failed that have run for too long.
pub(super) async fn fail_overdue(tx: &mut Tx) -> Result<()> {
    let overdue = overdue(tx);
    fail_those(tx, overdue).await
}

async fn fail_those(tx: &mut Tx, condition: Condition) -> Result<()> {
    let running = import_run::Column::State.eq(State::Running);
    let condition = Condition::all().add(running).add(condition);
    for run in tx.lock_where::<import_run::Entity>(condition).await? {
        fail(tx, &run, &Error::IllegalState(INTERRUPTED)).await?;
    }
    Ok(())
}
