//! The file of an export: nobody sent it, it belongs to its export alone, and like whatever belongs
//! to no record it is removed after seven days. Only whose export it is sees it.

use std::fs::File;

use entity::{Id, attachment, export_run, user};
use sea_orm::ActiveValue::Set;

use super::{
    Files,
    files::{Kept, Written},
};
use crate::platform::{Error, Result, tx::Tx};

/// What an export wrote.
pub struct ExportFile {
    /// The id it will have.
    pub id: Id<attachment::Entity>,
    /// The export.
    pub run_id: Id<export_run::Entity>,
    /// Whose it is.
    pub owner_id: Id<user::Entity>,
    /// What it is to be called.
    pub name: String,
    /// What it is.
    pub media_type: &'static str,
}

/// The file of an export in its place; its row is not written yet.
pub struct Stored {
    file: ExportFile,
    written: Written,
}

/// A row that stands as soon as its write is committed.
#[must_use]
pub struct Standing(Kept);

/// Puts the file of an export in its place.
///
/// # Errors
/// `Internal` when the place refuses.
pub async fn store_export(files: &Files, file: ExportFile, content: File) -> Result<Stored> {
    let written = files.keep_written(file.id, content).await?;
    Ok(Stored { file, written })
}

impl Stored {
    /// Writes the row, in the write that ends the export.
    ///
    /// # Errors
    /// Those of the database; then the file goes away again.
    pub async fn enter(self, tx: &mut Tx) -> Result<Standing> {
        let Self { file, written } = self;
        tx.insert(attachment::ActiveModel {
            id: Set(file.id),
            uploader_id: Set(file.owner_id),
            file_name: Set(file.name),
            media_type: Set(file.media_type.to_owned()),
            size: Set(i64::try_from(written.size).map_err(Error::internal)?),
            sha256: Set(written.sha256.clone()),
            source_sha256: Set(written.sha256),
            width: Set(None),
            height: Set(None),
            thumbnail_size: Set(None),
            linked_at: Set(None),
            export_run_id: Set(Some(file.run_id)),
            created_at: Set(tx.clock().now()),
        })
        .await?;
        Ok(Standing(written.kept))
    }
}

impl Standing {
    /// The write is committed: the file stays.
    pub fn stay(self) {
        self.0.stay();
    }
}
