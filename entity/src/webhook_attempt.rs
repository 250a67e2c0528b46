//! One try of a delivery, and what came of it.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, webhook_delivery};

/// A row of `webhook_attempt`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_attempt")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Of which delivery.
    pub delivery_id: Id<webhook_delivery::Entity>,
    /// When.
    pub at: DateTimeUtc,
    /// How long the answer took, milliseconds.
    pub took_ms: i32,
    /// The status of the answer, where there was one.
    pub status: Option<i32>,
    /// How the answer began, where there was one.
    pub answer: Option<String>,
    /// Why there was none.
    pub failure: Option<String>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "wha";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
