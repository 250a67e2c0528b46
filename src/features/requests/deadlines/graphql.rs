//! Deadlines in the schema: targets, and how a due date came about.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{
    Id, agency, calendar_day, calendar_year, deadline_target, programme_setting, request_pause,
    service_request::{self, Category, Priority, State},
};

use super::{
    due::{due, hours_of},
    service::STATION,
    targets::{self, Target},
};
use crate::{
    features::{
        calendar::{Hours, WorkCalendar, graphql::DueExplanation, working_time::CalendarDays},
        requests::replay::Wait,
    },
    platform::{
        Result,
        viewer::{Viewer, ViewerContext},
    },
};

/// The most pauses that are looked at of one request.
const MOST_PAUSES: u64 = 100;

/// A target.
pub struct DeadlineTarget(deadline_target::Model);

impl From<deadline_target::Model> for DeadlineTarget {
    fn from(row: deadline_target::Model) -> Self {
        Self(row)
    }
}

/// How quickly a kind of request is to be taken and answered. Everybody reads it.
#[Object]
impl DeadlineTarget {
    /// The id.
    pub async fn id(&self) -> Id<deadline_target::Entity> {
        self.0.id
    }

    /// What the requests are about.
    async fn category(&self) -> Category {
        self.0.category
    }

    /// How pressing they are.
    async fn priority(&self) -> Priority {
        self.0.priority
    }

    /// Working hours from filing to being accepted or rejected; at a police station every hour of
    /// every day counts.
    async fn accept_hours(&self) -> i32 {
        self.0.accept_hours
    }

    /// Working days from being accepted to the answer.
    async fn resolve_days(&self) -> i32 {
        self.0.resolve_days
    }

    /// Counts the changes; `saveDeadlineTarget` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A time during which a request's clock stood still.
pub struct RequestPause(request_pause::Model);

impl From<request_pause::Model> for RequestPause {
    fn from(row: request_pause::Model) -> Self {
        Self(row)
    }
}

/// A time during which a request's clock stood still, since its requester was asked. Seen with the
/// request.
#[Object]
impl RequestPause {
    /// The id.
    pub async fn id(&self) -> Id<request_pause::Entity> {
        self.0.id
    }

    /// From the question.
    async fn from_at(&self) -> chrono::DateTime<chrono::Utc> {
        self.0.from_at
    }

    /// To the answer, or to the end of the request; null while it lasts.
    async fn to_at(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.0.to_at
    }
}

/// How the due date of a request came about; none while nothing is due or its clock stands still,
/// and where the hours or the calendar have changed since it was computed: what they would give now
/// is no explanation of it.
///
/// # Errors
/// Those of the database.
pub async fn explain(
    viewer: &Viewer,
    request: &service_request::Model,
) -> Result<Option<DueExplanation>> {
    let (Some(kind), Some(from), Some(minutes)) =
        (request.due_kind, request.due_from, request.due_minutes)
    else {
        return Ok(None);
    };
    let Some(settings) = viewer.only::<programme_setting::Entity>().await? else { return Ok(None) };
    if request.state == State::WaitingForRequester {
        return Ok(None);
    }
    let agency: Option<agency::Model> = match request.agency_id {
        Some(id) => viewer.row(id).await?,
        None => None,
    };
    let is_station = agency.is_some_and(|row| row.branch.as_deref() == Some(STATION));
    let years = viewer.whole::<calendar_year::Entity>().await?;
    let days = viewer.whole::<calendar_day::Entity>().await?;
    let days = CalendarDays::new(
        years.into_iter().map(|row| row.year),
        days.into_iter().map(|row| (row.day, row.is_working)),
    );
    let hours = hours_of(kind, is_station, Hours::Office(settings.office_hours));
    let pauses = viewer
        .few_children::<request_pause::Entity, service_request::Entity>(request.id, (), MOST_PAUSES)
        .await?;
    let pauses: Vec<Wait> = pauses.into_iter().map(Wait::from).collect();
    let minutes = u32::try_from(minutes).unwrap_or_default();
    let due = due(&WorkCalendar::new(days, hours), from, minutes, &pauses);
    let due = due.filter(|due| Some(due.at) == request.due_at);
    Ok(due.map(DueExplanation::from))
}

/// A target in the place of the one that stands. What runs already keeps the time it was given.
#[derive(InputObject)]
struct SaveDeadlineTargetInput {
    /// What the requests are about.
    category: Category,
    /// How pressing they are.
    priority: Priority,
    /// The version that was seen.
    version: i32,
    /// Working hours from filing to being accepted or rejected: 1 to 2,000.
    accept_hours: i32,
    /// Working days from being accepted to the answer: 1 to 250.
    resolve_days: i32,
}

/// The target as it stands now.
#[derive(SimpleObject)]
struct DeadlineTargetPayload {
    /// The target.
    deadline_target: DeadlineTarget,
}

/// Queries about deadlines.
#[derive(Default)]
pub struct DeadlinesQuery;

/// The deadlines.
#[Object]
impl DeadlinesQuery {
    /// How quickly each kind of request is to be accepted and answered. Every role.
    async fn deadline_targets(&self, ctx: &Context<'_>) -> Result<Vec<DeadlineTarget>> {
        let mut targets = ctx.viewer()?.whole::<deadline_target::Entity>().await?;
        targets.sort_by_key(|row| row.id);
        Ok(targets.into_iter().map(DeadlineTarget::from).collect())
    }
}

/// Changes of deadlines.
#[derive(Default)]
pub struct DeadlinesMutation;

/// Changing deadlines.
#[Object]
impl DeadlinesMutation {
    /// Sets how quickly a kind of request is to be accepted and answered. COORDINATOR, ADMIN with
    /// SYSTEM.
    async fn save_deadline_target(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A target in the place of the one that stands.")]
        input: SaveDeadlineTargetInput,
    ) -> Result<DeadlineTargetPayload> {
        let target = Target {
            category: input.category,
            priority: input.priority,
            accept_hours: input.accept_hours,
            resolve_days: input.resolve_days,
        };
        let row = targets::save_target(ctx.viewer()?, input.version, target).await?;
        Ok(DeadlineTargetPayload { deadline_target: row.into() })
    }
}
