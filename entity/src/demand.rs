//! A batch demand 批量需求: a request for many, how many, and in which months it comes again.

use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Id, Prefixed, service_request};

/// Months of the year, 1 to 12, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Months(pub Vec<u32>);

/// A row of `demand`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demand")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The request.
    pub request_id: Id<service_request::Entity>,
    /// The year it is for.
    pub year: i32,
    /// How many firms.
    pub firms: i32,
    /// How many people.
    pub people: i32,
    /// The months in which it recurs, every year.
    pub months: Months,
    /// How many firms are served, where there is no roster; else what the roster says.
    pub firms_served: i32,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "dem";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
