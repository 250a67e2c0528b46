//! An address of a client's that is told what happens.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, api_client, text_list::TextList};

/// Whether it is told.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "WebhookState")]
pub enum State {
    /// Is told.
    Active,
    /// Is not, since it failed for too long or somebody stopped it; what happens meanwhile waits.
    Paused,
    /// Is gone.
    Deleted,
}

/// A row of `webhook`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Whose it is.
    pub client_id: Id<api_client::Entity>,
    /// Where it is told.
    pub url: String,
    /// What it is told: topics, or `visit.*`, or `*`.
    pub topics: TextList,
    /// What it is for, in words.
    pub description: String,
    /// Whether it is told.
    pub state: State,
    /// Which of its secrets is in use: they are derived, not kept.
    pub generation: i32,
    /// Since when that one is; the one before is used beside it for a while.
    pub rotated_at: DateTimeUtc,
    /// Counts the changes.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "whk";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
