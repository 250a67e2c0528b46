//! Finding requests, in the schema.

use async_graphql::{Context, Enum, InputObject, Object};
use entity::{
    Id, agency, association, enterprise, liaison_office, officer,
    service_request::{self, Category, State},
};
use sea_orm::{ColumnTrait, Condition};

use super::{case_number::parse_number, graphql::ServiceRequest, reach::is_open};
use crate::platform::{
    Result,
    clock::{end_of, start_of},
    page::{Keyset, Page, PageArgs},
    scalars::Day,
    select::Scoped,
    viewer::{Viewer, ViewerContext},
};

/// Which requests. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct ServiceRequestFilter {
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
    /// Those that entered at this liaison office.
    office: Option<Id<liaison_office::Entity>>,
    /// Those that this officer has in hand.
    handler: Option<Id<officer::Entity>>,
    /// Those about this.
    category: Option<Category>,
    /// Those that passed their due date, or those that did not.
    overdue: Option<bool>,
    /// Filed from this day on.
    created_from: Option<Day>,
    /// Filed up to this day, inclusive.
    created_to: Option<Day>,
}

impl ServiceRequestFilter {
    /// The requests that fit, within reach.
    ///
    /// # Errors
    /// `Invalid` for what is no case number.
    pub fn select(self, viewer: &Viewer) -> Result<Scoped<'static, service_request::Entity>> {
        use service_request::Column;
        let now = viewer.clock().now();
        let is_overdue = |so: bool| {
            let late = Condition::all().add(Column::DueAt.lte(now)).add(is_open(true));
            if so { late } else { Condition::any().add(Column::DueAt.is_null()).add(late.not()) }
        };
        let number = self.number.as_deref().map(parse_number).transpose()?;
        let numbered = |(year, serial)| {
            Condition::all().add(Column::Year.eq(year)).add(Column::Serial.eq(serial))
        };
        Ok(viewer
            .scoped::<service_request::Entity>()
            .filter_if(number, numbered)
            .filter_if(self.state, |state| Column::State.eq(state))
            .filter_if(self.states, |states| Column::State.is_in(states))
            .filter_if(self.open, is_open)
            .filter_if(self.enterprise, |id| Column::EnterpriseId.eq(id))
            .filter_if(self.association, |id| Column::AssociationId.eq(id))
            .filter_if(self.agency, |id| Column::AgencyId.eq(id))
            .filter_if(self.office, |id| Column::OfficeId.eq(id))
            .filter_if(self.handler, |id| Column::HandlerId.eq(id))
            .filter_if(self.category, |category| Column::Category.eq(category))
            .filter_if(self.overdue, is_overdue)
            .filter_if(self.created_from, |day| Column::CreatedAt.gte(start_of(day.0)))
            .filter_if(self.created_to, |day| Column::CreatedAt.lt(end_of(day.0))))
    }
}

/// The order of a list of requests.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum ServiceRequestOrder {
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
        #[graphql(desc = "Which requests.", default)] filter: ServiceRequestFilter,
        #[graphql(desc = "In which order.", default_with = "ServiceRequestOrder::CreatedAtDesc")]
        order_by: ServiceRequestOrder,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        let rows = filter.select(ctx.viewer()?)?;
        rows.page(order_by.into(), &PageArgs::new(first, after)).await
    }
}
