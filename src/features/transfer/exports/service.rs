//! Beginning an export: it is counted, and refused or put down, before anything of it runs.

use std::time::Duration;

use entity::{
    export_run::{self, Format, State},
    user,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::{
    Exports,
    ending::fail_overdue,
    limits::{MOST_RUNNING, fits},
    lists::Listed,
    policy,
    run::Export,
};
use crate::platform::{
    Error, Result, error::Reason, idempotency::ClientKey, viewer::Viewer, walk::Walk,
};

/// How long a client waits for the end of a small one.
const PATIENCE: Duration = Duration::from_secs(2);

const TOO_MANY_ROWS: Reason = Reason {
    code: "too_many_rows",
    zh: "超过 20 万行，请缩小条件后分次导出",
    en: "More than 200,000 rows: narrow the filter and export in parts",
};
const TOO_MANY_RUN: Reason = Reason {
    code: "too_many_exports",
    zh: "您已有两项导出正在进行，请等其完成",
    en: "Two of your exports are running: wait until one has ended",
};

/// An export to be begun.
pub struct NewExport<E: Listed> {
    /// The rows, in their order.
    pub rows: Walk<E>,
    /// What kind of file.
    pub format: Format,
    /// Which rows these are, as JSON text.
    pub filter: String,
}

/// Exports a list. It goes on in the background; a small one has ended by the time this returns.
///
/// # Errors
/// `LimitReached` when the list is too long, or two exports of the viewer's are running.
pub async fn export_register<E: Listed>(
    viewer: &Viewer,
    exports: &Exports,
    key: Option<ClientKey>,
    new: NewExport<E>,
) -> Result<export_run::Model>
where
    E::Model: Sync + 'static,
{
    let mut tx = viewer.begin(policy::START).await?;
    if let Some(first) = tx.first_result::<export_run::Entity>(key.clone()).await? {
        return Ok(first);
    }
    drop(tx);
    let count = new.rows.count().await?;
    if !fits(count) {
        return Err(Error::LimitReached(TOO_MANY_ROWS));
    }
    let run = match begin(viewer, key, &new, count).await? {
        Begun::Now(run) => run,
        Begun::Before(first) => return Ok(first),
    };
    let export = Export {
        run: run.clone(),
        viewer: viewer.afresh(),
        files: exports.files.clone(),
        rows: new.rows,
    };
    let mut running = tokio::spawn(async move {
        let id = export.run.id;
        if let Err(error) = export.finish().await {
            tracing::warn!(export.id = %id, ?error, "export failed");
        }
    });
    if tokio::time::timeout(PATIENCE, &mut running).await.is_err() {
        return Ok(run);
    }
    Ok(viewer.scoped::<export_run::Entity>().by_id(run.id).await?.unwrap_or(run))
}

enum Begun {
    Now(export_run::Model),
    /// The same `clientId` began this one.
    Before(export_run::Model),
}

async fn begin<E: Listed>(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: &NewExport<E>,
    count: u64,
) -> Result<Begun> {
    let user_id = viewer.actor.user_id;
    let mut tx = viewer.begin(policy::START).await?;
    if let Some(first) = tx.first_result::<export_run::Entity>(key).await? {
        return Ok(Begun::Before(first));
    }
    // Two exports of one person are counted one after the other.
    tx.lock::<user::Entity>(user_id).await?;
    fail_overdue(&mut tx).await?;
    let is_running = export_run::Column::StartedById
        .eq(user_id)
        .and(export_run::Column::State.eq(State::Running));
    if tx.count_for_rule::<export_run::Entity>(is_running).await? >= MOST_RUNNING {
        return Err(Error::LimitReached(TOO_MANY_RUN));
    }
    let row = export_run::ActiveModel {
        id: Set(tx.clock().new_id()),
        list: Set(E::LIST),
        format: Set(new.format),
        filter: Set(new.filter.clone()),
        state: Set(State::Running),
        started_by_id: Set(user_id),
        rows_total: Set(i32::try_from(count).map_err(Error::internal)?),
        rows_done: Set(0),
        failure_code: Set(None),
        failure_words: Set(None),
        started_at: Set(tx.clock().now()),
        finished_at: Set(None),
        version: Set(1),
    };
    let run = tx.insert(row).await?;
    tx.commit().await?;
    Ok(Begun::Now(run))
}
