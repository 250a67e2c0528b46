//! What a done visit said before it was amended.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{text_list::TextList, user, visit};

/// A row of `visit_revision`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_revision")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The visit.
    pub visit_id: Id<visit::Entity>,
    /// The visit's version that stood until then.
    pub replaced_version: i32,
    /// Who amended it.
    pub amended_by_id: Id<user::Entity>,
    /// Why.
    pub reason: String,
    /// What stood before.
    pub kind: visit::Kind,
    /// What stood before.
    pub happens_at: DateTimeUtc,
    /// What stood before.
    pub people_met: TextList,
    /// What stood before.
    pub topics: TextList,
    /// What stood before.
    pub findings: String,
    /// What stood before.
    pub follow_up: String,
    /// What stood before.
    pub follow_up_on: Option<Date>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "rev";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
