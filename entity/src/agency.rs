//! A public body 单位: a police unit, a town's governance centre and the units seated in it, a
//! federation of commerce.

use sea_orm::entity::prelude::*;

use crate::town;
use crate::{Id, Prefixed};

/// The level of an agency.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "AgencyLevel")]
pub enum Level {
    /// 镇.
    Town,
    /// 县.
    County,
    /// 市.
    City,
    /// 省.
    Province,
}

/// A row of `agency`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agency")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// 单位名称, unique.
    pub name: String,
    /// Where in the administration it stands.
    pub level: Level,
    /// GB/T 2260 code of the division it serves.
    pub division: String,
    /// The code of its branch 警种; none for a body that is not police.
    pub branch: Option<String>,
    /// The administrative parent 块.
    pub parent_id: Option<Id<Entity>>,
    /// The guiding agency one level up 条, which escalations climb.
    pub guiding_id: Option<Id<Entity>>,
    /// The town it serves, when it serves one.
    pub town_id: Option<Id<town::Entity>>,
    /// The agency that it became part of, when it was reorganised.
    pub successor_id: Option<Id<Entity>>,
    /// The agency that it was split from.
    pub predecessor_id: Option<Id<Entity>>,
    /// Since when it has been an agency of its own, when it was split from another.
    pub began_on: Option<Date>,
    /// Since when it is no more.
    pub ended_on: Option<Date>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "agy";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
