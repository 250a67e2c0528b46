//! An attachment: a photo or a file somebody sent. The row says what is kept of it; its bytes lie
//! in a file named by its id, those of its thumbnail in one beside it.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, export_run, user};

/// A row of `attachment`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Who sent it.
    pub uploader_id: Id<user::Entity>,
    /// What the sender called it: a text, never a path.
    pub file_name: String,
    /// What is kept.
    pub media_type: String,
    /// Bytes that are kept.
    pub size: i64,
    /// SHA-256 of the bytes that are kept, in hexadecimal.
    pub sha256: String,
    /// SHA-256 of the bytes as they were sent, in hexadecimal.
    pub source_sha256: String,
    /// Pixels across, of a picture.
    pub width: Option<i32>,
    /// Pixels down, of a picture.
    pub height: Option<i32>,
    /// Bytes of its thumbnail, where there is one.
    pub thumbnail_size: Option<i64>,
    /// When it came to belong to a row; until then it is its uploader's alone.
    pub linked_at: Option<DateTimeUtc>,
    /// The export whose file it is: nobody sent it, and it never belongs to anything else.
    pub export_run_id: Option<Id<export_run::Entity>>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "att";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
