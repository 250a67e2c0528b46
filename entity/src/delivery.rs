//! A delivery: one notice on its way by one channel out of the system. It holds no address.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, notice};

/// By which channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
pub enum Channel {
    /// 短信.
    Sms,
    /// 邮件.
    Mail,
    /// The server's log, in development.
    Log,
}

/// How far a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
pub enum State {
    /// Waits for its turn, or for its next one.
    Pending,
    /// Handed over.
    Sent,
    /// Given up.
    Failed,
}

/// A row of `delivery`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What is delivered.
    pub notice_id: Id<notice::Entity>,
    /// By which channel.
    pub channel: Channel,
    /// How far it has come.
    pub state: State,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: DateTimeUtc,
    /// Why it failed last, in a few words.
    pub last_error: Option<String>,
    /// When it was handed over.
    pub sent_at: Option<DateTimeUtc>,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "dlv";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
