//! Removes what was sent and never used. The worker's part; no person may do it.

use entity::{Id, attachment, import_run};
use sea_orm::{ColumnTrait, Condition, Order};

use super::{Files, limits::FORGOTTEN_AFTER, policy};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    db::{Database, Db},
};

const WHY: &str = "worker: forgotten uploads are removed";
/// As many of one run.
const MOST_AT_ONCE: u64 = 100;

/// Removes uploads that belong to nothing after seven days, rows and files, the oldest first and at
/// most a hundred a run; says how many. A file of an import stays. It may run as often as one
/// likes, also on two servers at once: each row is locked and looked at again. One that fails is
/// logged and does not keep the others.
///
/// # Errors
/// Those of the database when the uploads cannot be listed.
pub async fn discard_forgotten(database: &Database, files: &Files) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let imported =
        db.scoped::<import_run::Entity>().filter(import_run::Column::AttachmentId.is_not_null());
    let forgotten = db
        .scoped::<attachment::Entity>()
        .filter(attachment::Column::LinkedAt.is_null())
        .filter(attachment::Column::CreatedAt.lt(database.clock().now() - FORGOTTEN_AFTER))
        .without(attachment::Column::Id, imported, import_run::Column::AttachmentId)
        .order_by(attachment::Column::CreatedAt, Order::Asc)
        .at_most(MOST_AT_ONCE)
        .await?;
    let mut removed = 0;
    for row in forgotten {
        match remove(&db, row.id).await {
            Ok(Removed::Now) => {
                removed += 1;
                if let Err(error) = files.discard(row.id).await {
                    tracing::error!(attachment.id = %row.id, ?error, "file not removed");
                }
            }
            Ok(Removed::NotDue) => {}
            Err(error) => {
                tracing::error!(attachment.id = %row.id, ?error, "upload not removed");
            }
        }
    }
    Ok(removed)
}

enum Removed {
    Now,
    /// Somebody was first: it is gone, or in use.
    NotDue,
}

async fn remove(db: &Db, id: Id<attachment::Entity>) -> Result<Removed> {
    let mut tx = db.begin(policy::DISCARD).await?;
    let waiting = Condition::all()
        .add(attachment::Column::Id.eq(id))
        .add(attachment::Column::LinkedAt.is_null());
    let Some(row) = tx.lock_where::<attachment::Entity>(waiting).await?.pop() else {
        return Ok(Removed::NotDue);
    };
    tx.remove::<attachment::Entity>(row).await?;
    tx.commit().await?;
    Ok(Removed::Now)
}
