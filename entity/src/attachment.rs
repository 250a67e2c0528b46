//! An attachment: a photo or a file somebody sent. The row says what it is; its bytes lie in a
//! file named by its id.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, user};

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
    /// What its first bytes say it is.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
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
