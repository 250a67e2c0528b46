//! Task forces in the schema. Changes stand in `graphql_changes`.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{Id, agency, request_event, service_request, task_force, task_force_member};
use sea_orm::ColumnTrait;

use crate::{
    features::{
        agencies::graphql::Agency,
        officers::graphql::Officer,
        requests::{
            graphql::ServiceRequest, graphql_events::RequestEvent, reach::reads_shared_only,
        },
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// A task force.
pub struct TaskForce(task_force::Model);

impl From<task_force::Model> for TaskForce {
    fn from(row: task_force::Model) -> Self {
        Self(row)
    }
}

/// A task force 专班: a named group from several agencies, formed for one request. Seen by whoever
/// has to do with the request; its members see the request while it lives.
#[Object]
impl TaskForce {
    /// The id.
    pub async fn id(&self) -> Id<task_force::Entity> {
        self.0.id
    }

    /// The request.
    async fn request(&self, ctx: &Context<'_>) -> Result<Option<ServiceRequest>> {
        Ok(ctx.viewer()?.row(self.0.request_id).await?.map(ServiceRequest::from))
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it is to reach. Null for ENTERPRISE and ASSOCIATION: among officials.
    async fn goal(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let is_requesters = reads_shared_only(&ctx.viewer()?.actor);
        Ok((!is_requesters).then_some(&self.0.goal))
    }

    /// The agency that leads it.
    async fn lead_agency(&self, ctx: &Context<'_>) -> Result<Agency> {
        Ok(ctx.viewer()?.known(self.0.lead_agency_id).await?.into())
    }

    /// The last day of its work; it is dissolved by itself after it.
    async fn ends_on(&self) -> Day {
        Day(self.0.ends_on)
    }

    /// Since when it is no more; null while it lives.
    async fn dissolved_at(&self) -> Option<DateTime<Utc>> {
        self.0.dissolved_at
    }

    /// Who takes part or took part, in the order of joining.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<TaskForceMember>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<task_force_member::Entity, task_force::Entity, _>(self.0.id, (), args)
            .await
    }

    /// What it did: formed, changed, its minutes, dissolved; the oldest first.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<RequestEvent>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<request_event::Entity, task_force::Entity, _>(self.0.id, (), args)
            .await
    }

    /// Counts the changes; the mutations must name the one they saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was formed.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A member.
pub struct TaskForceMember(task_force_member::Model);

impl From<task_force_member::Model> for TaskForceMember {
    fn from(row: task_force_member::Model) -> Self {
        Self(row)
    }
}

/// A member of a task force: an officer, or an agency as a whole, which is its CHIEF and PARTNER
/// people. Seen with the task force.
#[Object]
impl TaskForceMember {
    /// The id.
    pub async fn id(&self) -> Id<task_force_member::Entity> {
        self.0.id
    }

    /// The agency it comes from.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Agency> {
        Ok(ctx.viewer()?.known(self.0.agency_id).await?.into())
    }

    /// The officer; null where the agency takes part as a whole.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        let Some(id) = self.0.officer_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Officer::from))
    }

    /// Since when.
    async fn joined_at(&self) -> DateTime<Utc> {
        self.0.joined_at
    }

    /// Until when, for those who left before it was dissolved.
    async fn left_at(&self) -> Option<DateTime<Utc>> {
        self.0.left_at
    }
}

/// Which task forces. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct TaskForceFilter {
    /// Those of this request.
    request: Option<Id<service_request::Entity>>,
    /// Those that this agency leads.
    lead_agency: Option<Id<agency::Entity>>,
    /// Those that live, or those that are dissolved.
    living: Option<bool>,
}

impl TaskForceFilter {
    /// The order of the list.
    pub const ORDER: Keyset<task_force::Entity> = Keyset::descending(task_force::Column::CreatedAt);

    /// The task forces that fit, within reach.
    pub fn select(self, viewer: &Viewer) -> Scoped<'static, task_force::Entity> {
        use task_force::Column;
        viewer
            .scoped::<task_force::Entity>()
            .filter_if(self.request, |id| Column::RequestId.eq(id))
            .filter_if(self.lead_agency, |id| Column::LeadAgencyId.eq(id))
            .filter_if(self.living, |so| {
                if so { Column::DissolvedAt.is_null() } else { Column::DissolvedAt.is_not_null() }
            })
    }
}

/// Queries about task forces.
#[derive(Default)]
pub struct TaskForcesQuery;

/// The task forces.
#[Object]
impl TaskForcesQuery {
    /// One task force within reach.
    async fn task_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task force.")] id: Id<task_force::Entity>,
    ) -> Result<Option<TaskForce>> {
        Ok(ctx.viewer()?.row(id).await?.map(TaskForce::from))
    }

    /// Task forces within reach, the newest first.
    async fn task_forces(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which task forces.", default)] filter: TaskForceFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<TaskForce>> {
        let rows = filter.select(ctx.viewer()?);
        rows.page(TaskForceFilter::ORDER, &PageArgs::new(first, after)).await
    }
}
