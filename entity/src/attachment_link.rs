//! What an attachment belongs to: one visit, or one event of a request's timeline. Who sees that
//! row sees the attachment.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{attachment, request_event, visit};

/// A row of `attachment_link`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment_link")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The attachment; it is linked once.
    pub attachment_id: Id<attachment::Entity>,
    /// The visit that holds it; or
    pub visit_id: Option<Id<visit::Entity>>,
    /// the event that holds it.
    pub request_event_id: Option<Id<request_event::Entity>>,
    /// The place among the holder's, from 1.
    pub place: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "atl";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
