//! A unit that a governance centre sends to an incident 派单.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, agency, incident};

/// What a unit is there for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "DispatchRole")]
pub enum Role {
    /// 牵头.
    Lead,
    /// 协同.
    Helper,
}

/// Where a unit stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "DispatchState")]
pub enum State {
    /// 已派单: it is told to go.
    Dispatched,
    /// 已接单: it goes.
    Accepted,
    /// 已到场: it is there. Ends here.
    Arrived,
}

/// A row of `dispatch`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dispatch")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The incident.
    pub incident_id: Id<incident::Entity>,
    /// The unit, once for each incident.
    pub agency_id: Id<agency::Entity>,
    /// What it is there for.
    pub role: Role,
    /// Where it stands.
    pub state: State,
    /// When it said that it goes.
    pub accepted_at: Option<DateTimeUtc>,
    /// When it was there.
    pub arrived_at: Option<DateTimeUtc>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When it was told to go.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "dsp";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
