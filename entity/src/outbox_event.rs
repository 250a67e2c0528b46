//! What happened, for those who react to it: written in the transaction of the change.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};

/// A row of `outbox_event`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_event")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// When.
    pub at: DateTimeUtc,
    /// `visit.logged`.
    pub topic: String,
    /// The table of the row changed.
    pub subject_kind: String,
    /// The row changed.
    pub subject_id: Uuid,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "out";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
