//! A time during which a request's clock stood still: the requester was asked.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, service_request};

/// A row of `request_pause`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "request_pause")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The request.
    pub request_id: Id<service_request::Entity>,
    /// From the question.
    pub from_at: DateTimeUtc,
    /// To the answer, or to the end of the request; none while it lasts.
    pub to_at: Option<DateTimeUtc>,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "rqp";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
