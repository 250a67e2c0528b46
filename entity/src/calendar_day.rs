//! A day of the working calendar that differs from its week: a holiday, or a weekend day that is
//! worked.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, calendar_year};

/// A row of `calendar_day`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_day")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The year it belongs to.
    pub calendar_year_id: Id<calendar_year::Entity>,
    /// The day; each once.
    pub day: Date,
    /// Whether it is worked.
    pub is_working: bool,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "cdy";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
