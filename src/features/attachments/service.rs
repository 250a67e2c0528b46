//! Keeping and reading attachments.

use entity::{Id, attachment};
use sea_orm::ActiveValue::Set;

use super::{Draft, Files, policy};
use crate::platform::{Error, Result, tx::not_found, viewer::Viewer};

/// Keeps a draft as the viewer's attachment. The file is in its place before the row is written.
///
/// # Errors
/// `Forbidden` for machines.
pub async fn keep_attachment(
    viewer: &Viewer,
    files: &Files,
    draft: Draft,
    file_name: String,
    media_type: &'static str,
) -> Result<attachment::Model> {
    let row = attachment::ActiveModel {
        id: Set(draft.id),
        uploader_id: Set(viewer.actor.user_id),
        file_name: Set(file_name),
        media_type: Set(media_type.to_owned()),
        size: Set(i64::try_from(draft.size()).map_err(Error::internal)?),
        sha256: Set(draft.sha256()),
        created_at: Set(viewer.clock().now()),
    };
    let id = draft.id;
    files.keep(draft).await?;
    let kept = write(viewer, row).await;
    if kept.is_err() {
        files.discard(id).await;
    }
    kept
}

async fn write(viewer: &Viewer, row: attachment::ActiveModel) -> Result<attachment::Model> {
    let mut tx = viewer.begin(policy::UPLOAD).await?;
    let attachment = tx.insert(row).await?;
    tx.commit().await?;
    Ok(attachment)
}

/// An attachment within reach.
///
/// # Errors
/// `NotFound` when it is not within reach.
pub async fn read_attachment(
    viewer: &Viewer,
    id: Id<attachment::Entity>,
) -> Result<attachment::Model> {
    viewer.row(id).await?.ok_or_else(|| not_found::<attachment::Entity>(id))
}
