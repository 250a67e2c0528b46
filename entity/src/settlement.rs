//! How an incident was settled 化解. The parties stand beside it.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, agency, incident, incident_category};

/// A row of `settlement`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "settlement")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The incident, once.
    pub incident_id: Id<incident::Entity>,
    /// The governance centre that settled it.
    pub centre_id: Id<agency::Entity>,
    /// The kind of dispute, as it turned out.
    pub category_id: Id<incident_category::Entity>,
    /// What was agreed.
    pub agreement: String,
    /// How much is paid, CNY.
    pub amount_cny: Option<i64>,
    /// When.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "stl";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
