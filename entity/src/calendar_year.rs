//! A year of the working calendar 工作日历 that is loaded: its holidays were announced in the autumn
//! before.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, user};

/// A row of `calendar_year`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_year")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The year; each once.
    pub year: i32,
    /// Where its days come from, such as the number of the announcement.
    pub source: Option<String>,
    /// When its days were last imported; never, for the years a programme begins with.
    pub imported_at: Option<DateTimeUtc>,
    /// By whom.
    pub imported_by_id: Option<Id<user::Entity>>,
    /// Counts the changes.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "cyr";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
