//! A firm on the roster of a batch demand.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{demand, enterprise, service_request};

/// A row of `demand_firm`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_firm")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The demand.
    pub demand_id: Id<demand::Entity>,
    /// Its request.
    pub request_id: Id<service_request::Entity>,
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// Since when it is served.
    pub served_at: Option<DateTimeUtc>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "def";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
