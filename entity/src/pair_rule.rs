//! A ban or a pin of a pair: an officer who must not, or must, be an enterprise's liaison.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{enterprise, officer};

/// What the rule says of the pair.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "PairRuleKind")]
pub enum Kind {
    /// Never assigned to each other: a conflict of interest, a leave.
    Ban,
    /// Stays as it is.
    Pin,
}

/// A row of `pair_rule`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pair_rule")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The enterprise.
    pub enterprise_id: Id<enterprise::Entity>,
    /// The officer.
    pub officer_id: Id<officer::Entity>,
    /// BAN or PIN.
    pub kind: Kind,
    /// Why, e.g. a conflict of interest.
    pub reason: String,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "prl";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
