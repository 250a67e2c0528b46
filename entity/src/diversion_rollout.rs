//! That a town diverts 分流 incidents, since when, and to which governance centre.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, agency, town};

/// A row of `diversion_rollout`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "diversion_rollout")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The town, once.
    pub town_id: Id<town::Entity>,
    /// Its governance centre 社会治理中心.
    pub centre_id: Id<agency::Entity>,
    /// From which day on.
    pub starts_on: Date,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "dro";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
