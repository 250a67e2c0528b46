//! The right of a parent agency to read a request that passed a due date below it.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{agency, service_request};

/// A row of `request_oversight`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "request_oversight")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The request.
    pub request_id: Id<service_request::Entity>,
    /// The parent agency.
    pub agency_id: Id<agency::Entity>,
    /// Since when.
    pub since: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "rqo";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
