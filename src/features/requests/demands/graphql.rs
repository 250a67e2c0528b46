//! Batch demands in the schema.

use std::collections::HashMap;

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id, demand, demand_firm, demand_reminder, enterprise, enterprise_name,
    service_request::{self, Category},
};
use sea_orm::ColumnTrait;

use super::{
    forecast::{Asked, forecast, years_before},
    record::{Filed, series},
    service::{self, MONTH, NewDemand, Served},
};
use crate::{
    features::{enterprises::graphql::Enterprise, requests::graphql::ServiceRequest},
    platform::{
        Error, Result, input,
        page::{Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// The most demands that a forecast looks at.
const MOST: u64 = 5_000;
/// How many years back a forecast looks.
const YEARS_BACK: i32 = 5;

/// A batch demand.
pub struct Demand(demand::Model);

impl From<demand::Model> for Demand {
    fn from(row: demand::Model) -> Self {
        Self(row)
    }
}

/// A batch demand 批量需求: a request for many. Seen with its request.
#[Object]
impl Demand {
    /// The id.
    pub async fn id(&self) -> Id<demand::Entity> {
        self.0.id
    }

    /// The year it is for.
    async fn year(&self) -> i32 {
        self.0.year
    }

    /// How many firms.
    async fn firms(&self) -> i32 {
        self.0.firms
    }

    /// How many people.
    async fn people(&self) -> i32 {
        self.0.people
    }

    /// The months in which it comes again, every year: 1 to 12.
    async fn months(&self) -> &[u32] {
        &self.0.months.0
    }

    /// How many firms are served by now.
    async fn firms_served(&self) -> i32 {
        self.0.firms_served
    }

    /// The members it is for, where they are known. Not read by an agency that only decides a step.
    async fn roster(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<DemandFirm>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<demand_firm::Entity, demand::Entity, _>(self.0.id, (), args).await
    }

    /// When it was brought to mind again, the newest first.
    async fn reminders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<DemandReminder>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<demand_reminder::Entity, demand::Entity, _>(self.0.id, (), args)
            .await
    }

    /// Counts the changes; `recordDemandServed` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A firm of a roster.
pub struct DemandFirm(demand_firm::Model);

impl From<demand_firm::Model> for DemandFirm {
    fn from(row: demand_firm::Model) -> Self {
        Self(row)
    }
}

/// A firm on the roster of a batch demand.
#[Object]
impl DemandFirm {
    /// The id.
    pub async fn id(&self) -> Id<demand_firm::Entity> {
        self.0.id
    }

    /// The firm; null out of the viewer's reach.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.0.enterprise_id).await?.map(Enterprise::from))
    }

    /// The firm's name, which everybody who reads the roster reads.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let id: Id<enterprise_name::Entity> = self.0.enterprise_id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// Since when it is served; null while it is not.
    async fn served_at(&self) -> Option<DateTime<Utc>> {
        self.0.served_at
    }
}

/// A reminder.
pub struct DemandReminder(demand_reminder::Model);

impl From<demand_reminder::Model> for DemandReminder {
    fn from(row: demand_reminder::Model) -> Self {
        Self(row)
    }
}

/// That a recurring demand was brought to mind ahead of its month. Seen with its request.
#[Object]
impl DemandReminder {
    /// The id.
    pub async fn id(&self) -> Id<demand_reminder::Entity> {
        self.0.id
    }

    /// The request that it was last filed as.
    async fn request(&self, ctx: &Context<'_>) -> Result<Option<ServiceRequest>> {
        Ok(ctx.viewer()?.row(self.0.request_id).await?.map(ServiceRequest::from))
    }

    /// The year in which it is due again.
    async fn year(&self) -> i32 {
        self.0.year
    }

    /// The month in which it is due again, 1 to 12.
    async fn month(&self) -> i32 {
        self.0.month
    }

    /// How many firms are to be expected.
    async fn firms(&self) -> i32 {
        self.0.firms
    }

    /// How many people are to be expected.
    async fn people(&self) -> i32 {
        self.0.people
    }

    /// When it was brought to mind.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// What is to be expected of a demand that comes again.
#[derive(SimpleObject)]
pub struct DemandForecast {
    /// The year.
    year: i32,
    /// The month, 1 to 12.
    month: u32,
    /// What it is about.
    category: Category,
    /// How many firms are to be expected.
    firms: i32,
    /// How many people are to be expected.
    people: i32,
    /// How many years are on record.
    years_on_record: i32,
    /// The request that it was last filed as.
    last_request: ServiceRequest,
    /// Whether it was filed for this year already.
    is_filed: bool,
}

/// How many a request is for.
#[derive(InputObject, Clone)]
pub struct DemandInput {
    /// How many firms: 1 to 100,000.
    firms: i32,
    /// How many people: 1 to 10,000,000.
    people: i32,
    /// The months in which it comes again, every year: 1 to 12; none when it does not.
    #[graphql(default)]
    months: Vec<i32>,
    /// The members of the association it is for, where they are known: at most 2,000.
    #[graphql(default)]
    roster_ids: Vec<Id<enterprise::Entity>>,
}

impl DemandInput {
    /// The demand.
    ///
    /// # Errors
    /// `Invalid` for what cannot be.
    pub fn read(self) -> Result<NewDemand> {
        let Self { firms, people, months, roster_ids: roster } = self;
        let month =
            |month| u32::try_from(month).map_err(|_| Error::invalid("demand.months", MONTH));
        let months = months.into_iter().map(month).collect::<Result<_>>()?;
        NewDemand { firms, people, months, roster }.checked()
    }
}

/// What was done for a demand.
#[derive(InputObject)]
struct RecordDemandServedInput {
    /// The request.
    request_id: Id<service_request::Entity>,
    /// The version of the demand that was seen.
    version: i32,
    /// How many firms are served by now, where there is no roster.
    firms_served: Option<i32>,
    /// Firms of the roster that are served.
    #[graphql(default)]
    served_enterprise_ids: Vec<Id<enterprise::Entity>>,
}

/// The demand as it stands now.
#[derive(SimpleObject)]
struct DemandPayload {
    /// The demand.
    demand: Demand,
}

/// Queries about demands.
#[derive(Default)]
pub struct DemandsQuery;

/// The demands.
#[Object]
impl DemandsQuery {
    /// What is to be expected in a year of the demands within reach that come again, by month: from
    /// the requests of the five years before. Every role that sees such requests.
    async fn demand_forecast(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year, 2000 to 2100.")] year: i32,
    ) -> Result<Vec<DemandForecast>> {
        use demand::Column;
        if !(2000..=2100).contains(&year) {
            return Err(Error::invalid("year", input::OUT_OF_RANGE));
        }
        let viewer = ctx.viewer()?;
        let demands = viewer
            .scoped::<demand::Entity>()
            .filter(Column::Year.between(year - YEARS_BACK, year))
            .order_by(Column::CreatedAt, sea_orm::Order::Desc)
            .at_most(MOST)
            .await?;
        let requests = demands.iter().map(|demand| viewer.row(demand.request_id));
        let requests = futures_util::future::try_join_all(requests).await?;
        let requests = requests.into_iter().flatten().map(|row| (row.id, row));
        let requests: HashMap<_, _> = requests.collect();
        let filed = demands
            .iter()
            .filter_map(|demand| Filed::of(demand, requests.get(&demand.request_id)?));
        let mut expected = Vec::new();
        for (key, filed) in series(filed.collect()) {
            let Some((asked, last)) = expect(year, &filed) else { continue };
            let Some(request) = requests.get(&last.request_id) else { continue };
            let years: Vec<_> = filed.iter().map(|filed| filed.asked).collect();
            expected.push(DemandForecast {
                year,
                month: key.month,
                category: last.category,
                firms: asked.firms,
                people: asked.people,
                years_on_record: i32::try_from(years_before(&years, year).len())
                    .unwrap_or(i32::MAX),
                last_request: request.clone().into(),
                is_filed: filed.iter().any(|filed| filed.asked.year == year),
            });
        }
        Ok(expected)
    }
}

/// What is to be expected of a series, and its last demand before that year.
fn expect(year: i32, filed: &[Filed]) -> Option<(Asked, &Filed)> {
    let record: Vec<_> = filed.iter().map(|filed| filed.asked).collect();
    forecast(&record, year).zip(filed.iter().rfind(|filed| filed.asked.year < year))
}

/// Changes of demands.
#[derive(Default)]
pub struct DemandsMutation;

/// Changing demands.
#[Object]
impl DemandsMutation {
    /// Records how many of a demand's firms are served. The handling agency's OFFICER, CHIEF and
    /// PARTNER; COORDINATOR.
    async fn record_demand_served(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was done for a demand.")] input: RecordDemandServedInput,
    ) -> Result<DemandPayload> {
        let served = Served { firms: input.firms_served, enterprises: input.served_enterprise_ids };
        let viewer = ctx.viewer()?;
        let row = service::record_served(viewer, input.request_id, input.version, served).await?;
        Ok(DemandPayload { demand: row.into() })
    }
}
