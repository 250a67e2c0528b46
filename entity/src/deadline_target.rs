//! How quickly a kind of request is to be taken and answered.

use sea_orm::entity::prelude::*;

use crate::service_request::{Category, Priority};
use crate::{Id, Prefixed};

/// A row of `deadline_target`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline_target")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What the request is about.
    pub category: Category,
    /// How pressing it is.
    pub priority: Priority,
    /// Working hours from filing to being taken or refused.
    pub accept_hours: i32,
    /// Working days from being taken to the answer.
    pub resolve_days: i32,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "dlt";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
