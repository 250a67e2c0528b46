//! The timelines of requests in the schema.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id,
    request_event::{self, Side, Step, Visibility},
    service_request::{Outcome, State},
};

use super::{escalations::graphql::Escalation, task_forces::graphql::TaskForce};
use crate::{
    features::{
        agencies::graphql::Agency,
        attachments::graphql::{Attachment, attachments_of},
        officers::graphql::Officer,
    },
    platform::{
        Result,
        page::{Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// An event.
pub struct RequestEvent(request_event::Model);

impl From<request_event::Model> for RequestEvent {
    fn from(row: request_event::Model) -> Self {
        Self(row)
    }
}

/// One event of a request's timeline. Seen by those who see the request; internal notes not by
/// ENTERPRISE and ASSOCIATION.
#[Object]
impl RequestEvent {
    /// The id.
    pub async fn id(&self) -> Id<request_event::Entity> {
        self.0.id
    }

    /// The place in the timeline, from 1. Internal notes have places too.
    async fn seq(&self) -> i32 {
        self.0.seq
    }

    /// What happened.
    async fn step(&self) -> Step {
        self.0.step
    }

    /// Where the request stood afterwards.
    async fn state(&self) -> State {
        self.0.state
    }

    /// Whose move it was.
    async fn side(&self) -> Side {
        self.0.side
    }

    /// The name, then, of the person who made it.
    async fn actor_name(&self) -> &str {
        &self.0.actor_name
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The reason, the question, the answer, the note; may be empty.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Who reads it.
    async fn visibility(&self) -> Visibility {
        self.0.visibility
    }

    /// What came of the request, where the step says so.
    async fn outcome(&self) -> Option<Outcome> {
        self.0.outcome
    }

    /// The handling agency, where the step sets it.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.agency_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The step of a chain that it is about; null out of the viewer's reach.
    async fn escalation(&self, ctx: &Context<'_>) -> Result<Option<Escalation>> {
        let Some(id) = self.0.escalation_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Escalation::from))
    }

    /// Which attempt of that step it is about.
    async fn attempt(&self) -> Option<i32> {
        self.0.attempt
    }

    /// The task force that it is about; null out of the viewer's reach.
    async fn task_force(&self, ctx: &Context<'_>) -> Result<Option<TaskForce>> {
        let Some(id) = self.0.task_force_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(TaskForce::from))
    }

    /// The officer in charge, where the step sets one.
    async fn handler(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        let Some(id) = self.0.handler_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Officer::from))
    }

    /// Photos and papers of it, in the order they were given. Seen by those who see the event.
    async fn attachments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Attachment>> {
        attachments_of(ctx.viewer()?, self.0.id, PageArgs::new(first, after)).await
    }
}
