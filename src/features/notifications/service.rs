//! Marking one's own notices as read.

use chrono::{DateTime, Utc};
use entity::{Id, notice};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::policy;
use crate::platform::{Result, viewer::Viewer};

/// Marks one notice as read; once read it stays as it is.
///
/// # Errors
/// `NotFound` when it is not the viewer's.
pub async fn mark_read(viewer: &Viewer, id: Id<notice::Entity>) -> Result<notice::Model> {
    let mut tx = viewer.begin(policy::MARK_READ).await?;
    let before = tx.edit::<notice::Entity>(id).await?;
    let read_at = before.read_at.unwrap_or_else(|| tx.clock().now());
    let read = notice::ActiveModel { read_at: Set(Some(read_at)), ..Default::default() };
    let notice = tx.update(&before, read).await?;
    tx.commit().await?;
    Ok(notice)
}

/// Marks the viewer's notices up to an instant as read, and says how many were not yet.
///
/// # Errors
/// Those of the database.
pub async fn mark_all_read(viewer: &Viewer, until: Option<DateTime<Utc>>) -> Result<usize> {
    let mut tx = viewer.begin(policy::MARK_READ).await?;
    let now = tx.clock().now();
    let unread =
        notice::Column::ReadAt.is_null().and(notice::Column::CreatedAt.lte(until.unwrap_or(now)));
    let read =
        tx.set_where::<notice::Entity>(unread, &[(notice::Column::ReadAt, now.into())]).await?;
    tx.commit().await?;
    Ok(read)
}
