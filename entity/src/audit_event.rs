//! One event of the audit log: who, when, from where, what, before and after. Append-only.

use sea_orm::entity::prelude::*;

use crate::user;
use crate::{Id, Prefixed};

/// How an attempt ended.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "AuditOutcome")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused, and nothing changed.
    Refused,
}

/// A row of `audit_event`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// When.
    pub at: DateTimeUtc,
    /// Who; none for the system and for a failed sign-in.
    pub actor_id: Option<Id<user::Entity>>,
    /// The name they had then.
    pub actor_name: String,
    /// The role they had then.
    pub actor_role: Option<user::Role>,
    /// From where.
    pub address: String,
    /// What was done, `visit.log`.
    pub action: String,
    /// What came of it, `visit.logged`; `refused` for a refused attempt.
    pub event: String,
    /// Whether it was done.
    pub outcome: Outcome,
    /// The table of the row changed, or empty.
    pub subject_kind: String,
    /// The row changed.
    pub subject_id: Option<Uuid>,
    /// The recorded columns that changed, as they stood.
    pub before: Option<Json>,
    /// The same columns, as they stand.
    pub after: Option<Json>,
    /// Ties the event to the request's log lines.
    pub trace_id: String,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "aud";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
