//! A category of the taxonomy 分流类别 by which incidents are sorted: a class, or a kind within one.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};

/// Whose business an incident is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "IncidentNature")]
pub enum Nature {
    /// 警务类: the police handle it.
    Police,
    /// 非警务类: it can be diverted to a town's governance centre.
    NonPolice,
}

/// A row of `incident_category`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_category")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The class it belongs to; none for a class.
    pub parent_id: Option<Id<Entity>>,
    /// A short word for programs, unique.
    pub code: String,
    /// 名称.
    pub name_zh: String,
    /// The name in English.
    pub name_en: String,
    /// Whose business it is; that of its class.
    pub nature: Nature,
    /// Whether incidents are still sorted into it.
    pub active: bool,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "icc";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
