//! One sign-in on one device: the family of refresh tokens that follow each other.

use sea_orm::entity::prelude::*;

use crate::user;
use crate::{Id, Prefixed};

/// A row of `session`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Who signed in.
    pub user_id: Id<user::Entity>,
    /// Counts the refresh tokens handed out; only the last one is good.
    pub generation: i32,
    /// When the present token was made.
    pub rotated_at: DateTimeUtc,
    /// When the family ends at the latest.
    pub expires_at: DateTimeUtc,
    /// When it was ended: by sign-out, by an administrator or by reuse.
    pub ended_at: Option<DateTimeUtc>,
    /// The address the sign-in came from.
    pub address: String,
    /// What the client called itself.
    pub device: String,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "ses";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
