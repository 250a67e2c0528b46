//! That a recurring demand was brought to mind ahead of its month, once a year.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{demand, service_request};

/// A row of `demand_reminder`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "demand_reminder")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The demand as it was last filed.
    pub demand_id: Id<demand::Entity>,
    /// Its request.
    pub request_id: Id<service_request::Entity>,
    /// The year in which it is due again.
    pub year: i32,
    /// The month in which it is due again.
    pub month: i32,
    /// How many firms are to be expected.
    pub firms: i32,
    /// How many people are to be expected.
    pub people: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "der";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
