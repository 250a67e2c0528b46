//! Requests in the schema. Their timelines stand in `graphql_events`, lists in `graphql_lists`,
//! changes in `graphql_changes`.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id, association_name, demand, enterprise_name, escalation,
    request_event::{self, Step},
    request_pause,
    service_request::{self, Category, DueKind, Outcome, Priority, State},
    task_force,
};
use sea_orm::Iterable;

use super::{
    case_number::number_text,
    deadlines::graphql::{RequestPause, explain},
    demands::graphql::Demand,
    escalations::graphql::Escalation,
    graphql_events::RequestEvent,
    graphql_progress::RequestProgress,
    lifecycle::{About, after, fits},
    policy::may_take,
    task_forces::graphql::TaskForce,
};
use crate::{
    features::{
        agencies::graphql::Agency, associations::graphql::Association,
        calendar::graphql::DueExplanation, enterprises::graphql::Enterprise,
        mechanisms::graphql::MechanismEdition, officers::graphql::Officer,
        stations::graphql_offices::LiaisonOffice, visits::graphql::Visit,
    },
    platform::{
        Result,
        page::{Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// A request.
pub struct ServiceRequest(service_request::Model);

impl From<service_request::Model> for ServiceRequest {
    fn from(row: service_request::Model) -> Self {
        Self(row)
    }
}

/// A service request 诉求: what an enterprise or an association asks for. Seen by LEADER and
/// COORDINATOR; by whoever sees the firm; by CHIEF and PARTNER when it is routed to the agency; by
/// the OFFICER in charge, or who filed it, while it is open; by the requester.
#[Object]
impl ServiceRequest {
    /// The id.
    pub async fn id(&self) -> Id<service_request::Entity> {
        self.0.id
    }

    /// The case number that people read out, `2026-000123`.
    async fn number(&self) -> String {
        number_text(self.0.year, self.0.serial)
    }

    /// What it is, in one line.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What is asked for.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// What it is about.
    async fn category(&self) -> Category {
        self.0.category
    }

    /// How pressing it is.
    async fn priority(&self) -> Priority {
        self.0.priority
    }

    /// The enterprise that asks; null for an association's, or out of the viewer's reach.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        let Some(id) = self.0.enterprise_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Enterprise::from))
    }

    /// The enterprise's name, which everybody who sees the request reads.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(id) = self.0.enterprise_id else {
            return Ok(None);
        };
        let id: Id<enterprise_name::Entity> = id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// The association that asks; null for an enterprise's, or out of the viewer's reach.
    async fn association(&self, ctx: &Context<'_>) -> Result<Option<Association>> {
        let Some(id) = self.0.association_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Association::from))
    }

    /// The association's name, which everybody who sees the request reads.
    async fn association_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(id) = self.0.association_id else {
            return Ok(None);
        };
        let id: Id<association_name::Entity> = id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// The visit it came up at; null when there is none or it is out of the viewer's reach.
    async fn visit(&self, ctx: &Context<'_>) -> Result<Option<Visit>> {
        let Some(id) = self.0.visit_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Visit::from))
    }

    /// The liaison office that it entered at, for a merchant elsewhere.
    async fn office(&self, ctx: &Context<'_>) -> Result<Option<LiaisonOffice>> {
        let Some(id) = self.0.office_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(LiaisonOffice::from))
    }

    /// The procedure that it runs under, as it stood when it was taken.
    async fn mechanism_edition(&self, ctx: &Context<'_>) -> Result<Option<MechanismEdition>> {
        let Some(id) = self.0.mechanism_edition_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(MechanismEdition::from))
    }

    /// The handling agency; null until it is routed.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.agency_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The officer in charge, if there is one.
    async fn handler(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        let Some(id) = self.0.handler_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Officer::from))
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// What came of it; null until it is resolved.
    async fn outcome(&self) -> Option<Outcome> {
        self.0.outcome
    }

    /// Since when it has been resolved.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.0.resolved_at
    }

    /// When it ended: closed, rejected or withdrawn. Null while it is open.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }

    /// Everything that happened, the oldest first: replaying it gives how the request stands.
    /// ENTERPRISE and ASSOCIATION read what is SHARED, which is all but internal notes.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<RequestEvent>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<request_event::Entity, service_request::Entity, _>(self.0.id, (), args)
            .await
    }

    /// What is due: to be accepted, or to be answered. Null once it is answered.
    async fn due_kind(&self) -> Option<DueKind> {
        self.0.due_kind
    }

    /// Until when; null while nothing is due, and while the requester is asked.
    async fn due_at(&self) -> Option<DateTime<Utc>> {
        self.0.due_at
    }

    /// Whether that leans on days of a year whose calendar is not announced yet; it is computed
    /// again when it is.
    async fn is_due_provisional(&self) -> bool {
        self.0.due_provisional
    }

    /// How the due date came about: which days were counted. Null where there is none, and where
    /// the office hours or the calendar have changed since.
    async fn due_explanation(&self, ctx: &Context<'_>) -> Result<Option<DueExplanation>> {
        explain(ctx.viewer()?, &self.0).await
    }

    /// Whether the due date is past.
    async fn is_overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        let now = ctx.viewer()?.clock().now();
        Ok(self.0.closed_at.is_none() && self.0.due_at.is_some_and(|due_at| due_at <= now))
    }

    /// When its clock stood still, the oldest first.
    async fn pauses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<RequestPause>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<request_pause::Entity, service_request::Entity, _>(self.0.id, (), args)
            .await
    }

    /// The steps of its chains, the oldest first.
    async fn escalations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Escalation>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<escalation::Entity, service_request::Entity, _>(self.0.id, (), args)
            .await
    }

    /// Its task forces, the newest first; at most one of them lives.
    async fn task_forces(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<TaskForce>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<task_force::Entity, service_request::Entity, _>(self.0.id, (), args)
            .await
    }

    /// How many it is for, where it is a batch demand.
    async fn demand(&self, ctx: &Context<'_>) -> Result<Option<Demand>> {
        let demands = ctx
            .viewer()?
            .few_children::<demand::Entity, service_request::Entity>(self.0.id, (), 1)
            .await?;
        Ok(demands.into_iter().next().map(Demand::from))
    }

    /// How it stands in plain words, as its requester reads it: each step with its date, who has it
    /// now, what is asked of the requester.
    async fn progress(&self, ctx: &Context<'_>) -> Result<RequestProgress> {
        RequestProgress::of(ctx, &self.0).await
    }

    /// The steps that the viewer may take now, beside those with its escalations and task forces.
    async fn allowed_steps(&self, ctx: &Context<'_>) -> Result<Vec<Step>> {
        let actor = &ctx.viewer()?.actor;
        let may = |step: &Step| {
            let begins = matches!(step, Step::Escalate | Step::FormTaskForce);
            after(Some(self.0.state), *step).is_some()
                && (fits(*step, About::Request) || begins)
                && may_take(actor, &self.0, *step)
        };
        Ok(Step::iter().filter(may).collect())
    }

    /// Counts the changes; the mutations must name the one they saw. A note does not count.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was filed.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
