//! The key of a machine that signs in by itself. The key is not kept, only its hash.

use sea_orm::entity::prelude::*;

use crate::user;
use crate::{Id, Prefixed};

/// A row of `machine_key`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_key")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The user that the machine is.
    pub user_id: Id<user::Entity>,
    /// What the key is for, in words.
    pub name: String,
    /// SHA-256 of the key, unique.
    pub key_hash: Vec<u8>,
    /// How the key begins, to tell keys apart.
    pub hint: String,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When it was last used, to the hour.
    pub last_used_at: Option<DateTimeUtc>,
    /// From when on it is refused; never, for a kiosk's.
    pub expires_at: Option<DateTimeUtc>,
    /// Since when it is refused.
    pub revoked_at: Option<DateTimeUtc>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "mky";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
