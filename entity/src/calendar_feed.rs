//! The secret address of somebody's calendar. The address is not kept, only the hash of its token.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, user};

/// A row of `calendar_feed`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feed")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Whose calendar it is.
    pub user_id: Id<user::Entity>,
    /// What it is for, in the user's words.
    pub name: String,
    /// SHA-256 of the token, unique.
    pub token_hash: Vec<u8>,
    /// How the token begins, to tell addresses apart.
    pub hint: String,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When it was last asked for, to the hour.
    pub last_used_at: Option<DateTimeUtc>,
    /// Since when it answers nobody.
    pub revoked_at: Option<DateTimeUtc>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "cfd";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
