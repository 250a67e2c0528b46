//! A task force 专班: a named group from several agencies, formed for one request.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{agency, service_request};

/// A row of `task_force`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "task_force")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The request.
    pub request_id: Id<service_request::Entity>,
    /// What it is called.
    pub name: String,
    /// What it is to reach.
    pub goal: String,
    /// The agency that leads it.
    pub lead_agency_id: Id<agency::Entity>,
    /// The last day of its work; it dissolves by itself after it.
    pub ends_on: Date,
    /// Since when it is no more.
    pub dissolved_at: Option<DateTimeUtc>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "tsk";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
