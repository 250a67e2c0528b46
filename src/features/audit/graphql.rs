//! The audit log in the schema.

use async_graphql::{Context, InputObject, Json, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id,
    audit_event::{self, Outcome},
    user::{self, Role},
};
use sea_orm::ColumnTrait;

use crate::platform::{
    Result,
    clock::{end_of, start_of},
    page::{Keyset, Page, PageArgs},
    scalars::Day,
    viewer::ViewerContext,
};

/// An event of the audit log.
pub struct AuditEvent(audit_event::Model);

impl From<audit_event::Model> for AuditEvent {
    fn from(row: audit_event::Model) -> Self {
        Self(row)
    }
}

/// One event of the audit log: who, when, from where, what, before and after. LEADER, and ADMIN
/// with AUDIT.
#[Object]
impl AuditEvent {
    /// The id.
    pub async fn id(&self) -> Id<audit_event::Entity> {
        self.0.id
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Who; null for the programme itself and for a failed sign-in.
    async fn actor_id(&self) -> Option<Id<user::Entity>> {
        self.0.actor_id
    }

    /// The name they had then.
    async fn actor_name(&self) -> &str {
        &self.0.actor_name
    }

    /// The role they had then.
    async fn actor_role(&self) -> Option<Role> {
        self.0.actor_role
    }

    /// From where.
    async fn address(&self) -> &str {
        &self.0.address
    }

    /// What was done, `visit.log`.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// What came of it, `visit.logged`; `refused` for a refused attempt.
    async fn event(&self) -> &str {
        &self.0.event
    }

    /// Whether it was done.
    async fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// The kind of the row changed.
    async fn subject_kind(&self) -> &str {
        &self.0.subject_kind
    }

    /// The columns that changed, as they stood; names, phones and secrets are withheld.
    async fn before(&self) -> Option<Json<&serde_json::Value>> {
        self.0.before.as_ref().map(Json)
    }

    /// The same columns, as they stand.
    async fn after(&self) -> Option<Json<&serde_json::Value>> {
        self.0.after.as_ref().map(Json)
    }

    /// Ties the event to the request's log lines.
    async fn trace_id(&self) -> &str {
        &self.0.trace_id
    }
}

/// Which events. What is left out does not narrow.
#[derive(InputObject, Default)]
struct AuditEventFilter {
    /// Those by this user.
    actor: Option<Id<user::Entity>>,
    /// Those of this action, `visit.log`.
    action: Option<String>,
    /// Those that ended so.
    outcome: Option<Outcome>,
    /// From this day on.
    from: Option<Day>,
    /// Up to this day, inclusive.
    to: Option<Day>,
}

/// Queries about the audit log.
#[derive(Default)]
pub struct AuditQuery;

/// The audit log.
#[Object]
impl AuditQuery {
    /// Events, the newest first. LEADER, and ADMIN with AUDIT; nothing for everybody else.
    async fn audit_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which events.", default)] filter: AuditEventFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<AuditEvent>> {
        use audit_event::Column;
        ctx.viewer()?
            .scoped::<audit_event::Entity>()
            .filter_if(filter.actor, |id| Column::ActorId.eq(id))
            .filter_if(filter.action, |action| Column::Action.eq(action))
            .filter_if(filter.outcome, |outcome| Column::Outcome.eq(outcome))
            .filter_if(filter.from, |day| Column::At.gte(start_of(day.0)))
            .filter_if(filter.to, |day| Column::At.lt(end_of(day.0)))
            .page(Keyset::descending(Column::At), &PageArgs::new(first, after))
            .await
    }
}
