//! Requests in the schema. Their timelines stand in `graphql_events`, changes in
//! `graphql_changes`.

use async_graphql::{Context, Enum, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id, agency, association, association_name, enterprise, enterprise_name, officer,
    request_event::{self, Step},
    service_request::{self, Category, Outcome, Priority, State},
};
use sea_orm::{ColumnTrait, Condition, Iterable};

use super::{
    graphql_events::RequestEvent,
    lifecycle::after,
    policy::may_take,
    reach::is_open,
    submission::{number_text, parse_number},
};
use crate::{
    features::{
        agencies::graphql::Agency, associations::graphql::Association,
        enterprises::graphql::Enterprise, officers::graphql::Officer, visits::graphql::Visit,
    },
    platform::{
        Result,
        clock::{end_of, start_of},
        page::{Keyset, Page, PageArgs},
        scalars::Day,
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

    /// The steps that the viewer may take now.
    async fn allowed_steps(&self, ctx: &Context<'_>) -> Result<Vec<Step>> {
        let actor = &ctx.viewer()?.actor;
        let may = |step: &Step| {
            after(Some(self.0.state), *step).is_some() && may_take(actor, &self.0, *step)
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

/// Which requests. What is left out does not narrow.
#[derive(InputObject, Default)]
struct ServiceRequestFilter {
    /// The one with this case number, `2026-000123`.
    number: Option<String>,
    /// Those that stand so.
    state: Option<State>,
    /// Those that stand in one of these ways.
    states: Option<Vec<State>>,
    /// Those still open, or those that have ended.
    open: Option<bool>,
    /// Those of this enterprise.
    enterprise: Option<Id<enterprise::Entity>>,
    /// Those of this association.
    association: Option<Id<association::Entity>>,
    /// Those that this agency handles.
    agency: Option<Id<agency::Entity>>,
    /// Those that this officer has in hand.
    handler: Option<Id<officer::Entity>>,
    /// Those about this.
    category: Option<Category>,
    /// Filed from this day on.
    created_from: Option<Day>,
    /// Filed up to this day, inclusive.
    created_to: Option<Day>,
}

/// The order of a list of requests.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum ServiceRequestOrder {
    /// The newest first.
    CreatedAtDesc,
    /// The oldest first.
    CreatedAt,
}

impl From<ServiceRequestOrder> for Keyset<service_request::Entity> {
    fn from(order: ServiceRequestOrder) -> Self {
        match order {
            ServiceRequestOrder::CreatedAtDesc => {
                Self::descending(service_request::Column::CreatedAt)
            }
            ServiceRequestOrder::CreatedAt => Self::ascending(service_request::Column::CreatedAt),
        }
    }
}

/// Queries about requests.
#[derive(Default)]
pub struct RequestsQuery;

/// The requests.
#[Object]
impl RequestsQuery {
    /// One request within reach.
    async fn service_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The request.")] id: Id<service_request::Entity>,
    ) -> Result<Option<ServiceRequest>> {
        Ok(ctx.viewer()?.row(id).await?.map(ServiceRequest::from))
    }

    /// Requests within reach.
    async fn service_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] filter: ServiceRequestFilter,
        #[graphql(default_with = "ServiceRequestOrder::CreatedAtDesc")]
        order_by: ServiceRequestOrder,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        use service_request::Column;
        let number = filter.number.as_deref().map(parse_number).transpose()?;
        let numbered = |(year, serial)| {
            Condition::all().add(Column::Year.eq(year)).add(Column::Serial.eq(serial))
        };
        ctx.viewer()?
            .scoped::<service_request::Entity>()
            .filter_if(number, numbered)
            .filter_if(filter.state, |state| Column::State.eq(state))
            .filter_if(filter.states, |states| Column::State.is_in(states))
            .filter_if(filter.open, is_open)
            .filter_if(filter.enterprise, |id| Column::EnterpriseId.eq(id))
            .filter_if(filter.association, |id| Column::AssociationId.eq(id))
            .filter_if(filter.agency, |id| Column::AgencyId.eq(id))
            .filter_if(filter.handler, |id| Column::HandlerId.eq(id))
            .filter_if(filter.category, |category| Column::Category.eq(category))
            .filter_if(filter.created_from, |day| Column::CreatedAt.gte(start_of(day.0)))
            .filter_if(filter.created_to, |day| Column::CreatedAt.lt(end_of(day.0)))
            .page(order_by.into(), &PageArgs::new(first, after))
            .await
    }
}
