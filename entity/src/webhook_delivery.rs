//! One event on its way to one webhook.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, outbox_event, webhook};

/// How far a delivery has come.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "WebhookDeliveryState")]
pub enum State {
    /// Waits for its turn, or for its next one.
    Pending,
    /// Was taken.
    Delivered,
    /// Was refused for three days: it is tried again only when somebody asks for it.
    Parked,
}

/// A row of `webhook_delivery`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Whither.
    pub webhook_id: Id<webhook::Entity>,
    /// What happened. It is `webhook-id` each time that it is sent.
    pub event_id: Id<outbox_event::Entity>,
    /// The event's place among all.
    pub position: i64,
    /// `visit.logged`.
    pub topic: String,
    /// The kind of the row.
    pub subject_kind: String,
    /// The row.
    pub subject_id: Uuid,
    /// When it happened.
    pub at: DateTimeUtc,
    /// How far it has come.
    pub state: State,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: DateTimeUtc,
    /// From when on a failure parks it.
    pub give_up_at: DateTimeUtc,
    /// When it was taken.
    pub delivered_at: Option<DateTimeUtc>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "whd";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
