//! What happened, for those who react to it: written in the transaction of the change.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, user};

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
    /// Whose doing it was; nobody's where the programme itself did it.
    pub actor_id: Option<Id<user::Entity>>,
    /// Its place among all, once it has been numbered: what comes after is never told before.
    pub position: Option<i64>,
    /// When the notices of it were made.
    pub noticed_at: Option<DateTimeUtc>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "out";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
