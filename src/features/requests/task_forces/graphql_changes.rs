//! Forming, changing and dissolving task forces, in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{
    Id, agency, attachment, officer, request_event::Visibility, service_request, task_force,
    task_force_member,
};
use uuid::Uuid;

use super::{
    graphql::TaskForce,
    members::NewMember,
    service::{self, NewTaskForce, SeenForce, TaskForceChange},
};
use crate::{
    features::requests::{graphql::ServiceRequest, moves::Words, service::Seen},
    platform::{
        Result,
        idempotency::ClientKey,
        input,
        scalars::Day,
        viewer::{Viewer, ViewerContext},
    },
};

/// Somebody who is to take part: an officer, or an agency as a whole.
#[derive(InputObject)]
struct TaskForceMemberInput {
    /// The agency; that of the officer when left out.
    agency_id: Option<Id<agency::Entity>>,
    /// The officer; the agency's CHIEF and PARTNER people when left out.
    officer_id: Option<Id<officer::Entity>>,
}

impl From<TaskForceMemberInput> for NewMember {
    fn from(input: TaskForceMemberInput) -> Self {
        Self { agency_id: input.agency_id, officer_id: input.officer_id }
    }
}

/// A task force to be formed. A request has one that lives at a time.
#[derive(InputObject)]
struct FormTaskForceInput {
    /// Made by the client; the same one again forms no second task force.
    client_id: Option<Uuid>,
    /// The request.
    request_id: Id<service_request::Entity>,
    /// The version of the request that was seen.
    version: i32,
    /// What it is called.
    name: String,
    /// What it is to reach.
    goal: String,
    /// The agency that leads it, which takes part as a whole.
    lead_agency_id: Id<agency::Entity>,
    /// The last day of its work; it is dissolved by itself after it.
    ends_on: Day,
    /// Who else takes part: at most 50.
    #[graphql(default)]
    members: Vec<TaskForceMemberInput>,
}

/// What changes of a task force: left out stays.
#[derive(InputObject)]
struct UpdateTaskForceInput {
    /// The task force.
    id: Id<task_force::Entity>,
    /// The version that was seen.
    version: i32,
    /// What it is called.
    name: Option<String>,
    /// What it is to reach.
    goal: Option<String>,
    /// The agency that leads it.
    lead_agency_id: Option<Id<agency::Entity>>,
    /// The last day of its work.
    ends_on: Option<Day>,
    /// Who joins.
    #[graphql(default)]
    add_members: Vec<TaskForceMemberInput>,
    /// Who leaves, and sees the request no more.
    #[graphql(default)]
    remove_member_ids: Vec<Id<task_force_member::Entity>>,
}

/// Minutes of a task force.
#[derive(InputObject)]
struct AddTaskForceMinutesInput {
    /// Made by the client; the same one again adds no second minutes.
    client_id: Option<Uuid>,
    /// The task force.
    id: Id<task_force::Entity>,
    /// The minutes.
    minutes: String,
    /// Who reads them.
    #[graphql(default_with = "Visibility::Internal")]
    visibility: Visibility,
    /// Papers with them: at most 20 of the own uploads.
    #[graphql(default)]
    attachment_ids: Vec<Id<attachment::Entity>>,
}

/// A task force to be dissolved.
#[derive(InputObject)]
struct DissolveTaskForceInput {
    /// The task force.
    id: Id<task_force::Entity>,
    /// The version that was seen.
    version: i32,
    /// What came of it; the requester reads it.
    note: Option<String>,
}

/// The task force as it stands now.
#[derive(SimpleObject)]
struct TaskForcePayload {
    /// The task force.
    task_force: TaskForce,
    /// Its request; null when the viewer does not see it any more.
    service_request: Option<ServiceRequest>,
}

impl TaskForcePayload {
    async fn of(viewer: &Viewer, row: task_force::Model) -> Result<Self> {
        let request = viewer.row(row.request_id).await?;
        Ok(Self { task_force: row.into(), service_request: request.map(ServiceRequest::from) })
    }
}

/// Changes of task forces.
#[derive(Default)]
pub struct TaskForcesMutation;

/// Changing task forces.
#[Object]
impl TaskForcesMutation {
    /// Forms a task force for a request that is worked on. The handling agency's OFFICER, CHIEF and
    /// PARTNER; COORDINATOR.
    async fn form_task_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A task force to be formed.")] input: FormTaskForceInput,
    ) -> Result<TaskForcePayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewTaskForce {
            request: Seen { id: input.request_id, version: input.version },
            name: input::line("name", &input.name)?,
            goal: input::text("goal", &input.goal)?,
            lead_agency_id: input.lead_agency_id,
            ends_on: input.ends_on.0,
            members: input.members.into_iter().map(NewMember::from).collect(),
        };
        let viewer = ctx.viewer()?;
        TaskForcePayload::of(viewer, service::form_task_force(viewer, key, new).await?).await
    }

    /// Changes a task force and who takes part. Those who handle the request; CHIEF and PARTNER of
    /// the agency that leads.
    async fn update_task_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes of a task force: left out stays.")]
        input: UpdateTaskForceInput,
    ) -> Result<TaskForcePayload> {
        let seen = SeenForce { id: input.id, version: input.version };
        let change = TaskForceChange {
            name: input.name.map(|name| input::line("name", &name)).transpose()?,
            goal: input.goal.map(|goal| input::text("goal", &goal)).transpose()?,
            lead_agency_id: input.lead_agency_id,
            ends_on: input.ends_on.map(|day| day.0),
            joining: input.add_members.into_iter().map(NewMember::from).collect(),
            leaving: input.remove_member_ids,
        };
        let viewer = ctx.viewer()?;
        let force = service::update_task_force(viewer, seen, change).await?;
        TaskForcePayload::of(viewer, force).await
    }

    /// Adds minutes of a task force to the timeline of its request. Those who handle the request,
    /// and those who take part.
    async fn add_task_force_minutes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Minutes of a task force.")] input: AddTaskForceMinutesInput,
    ) -> Result<TaskForcePayload> {
        let key = ClientKey::of(input.client_id, &input);
        let minutes = Words {
            text: input::text("minutes", &input.minutes)?,
            visibility: input.visibility,
            attachment_ids: input.attachment_ids,
        };
        let viewer = ctx.viewer()?;
        let force = service::add_minutes(viewer, key, input.id, minutes).await?;
        TaskForcePayload::of(viewer, force).await
    }

    /// Dissolves a task force: its members see the request no more. Those who handle the request;
    /// CHIEF and PARTNER of the agency that leads.
    async fn dissolve_task_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A task force to be dissolved.")] input: DissolveTaskForceInput,
    ) -> Result<TaskForcePayload> {
        let seen = SeenForce { id: input.id, version: input.version };
        let note = input::optional_text("note", input.note)?;
        let viewer = ctx.viewer()?;
        let force = service::dissolve_task_force(viewer, seen, note).await?;
        TaskForcePayload::of(viewer, force).await
    }
}
