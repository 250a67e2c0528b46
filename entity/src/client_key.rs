//! What a client called one creation of its own: (user, clientId) is unique for ever.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, user};

/// A row of `client_key`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "client_key")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Who sent it.
    pub user_id: Id<user::Entity>,
    /// Made on the phone, so that a retry creates nothing twice.
    pub client_id: Uuid,
    /// SHA-256 of what was sent under it.
    pub digest: Vec<u8>,
    /// The kind of the row it created.
    pub subject_kind: String,
    /// The row it created.
    pub subject_id: Uuid,
    /// When.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "key";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
