//! Enterprises in the schema.

use async_graphql::{Context, Enum, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{Id, assignment, contact, enterprise, officer, service_request, town, visit};
use sea_orm::ColumnTrait;

use super::graphql_contacts::Contact;
use crate::{
    features::{
        agencies::graphql::Town,
        assignments::{graphql::Assignment, policy::AssignmentNarrow},
        requests::{graphql::ServiceRequest, reach::RequestNarrow},
        search::service::query,
        visits::{graphql::Visit, policy::VisitNarrow},
    },
    platform::{
        Result,
        clock::{end_of, start_of},
        page::{Keyset, Page, PageArgs},
        scalars::{Cny, Day},
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// An enterprise.
pub struct Enterprise(enterprise::Model);

impl From<enterprise::Model> for Enterprise {
    fn from(row: enterprise::Model) -> Self {
        Self(row)
    }
}

/// An enterprise 企业 of the county. Seen by LEADER, COORDINATOR and the duty SYSTEM; by CHIEF in
/// the agency's towns or assigned to its officers; by the assigned OFFICER; by the firm itself.
#[Object]
impl Enterprise {
    /// The id.
    pub async fn id(&self) -> Id<enterprise::Entity> {
        self.0.id
    }

    /// The name 企业名称.
    pub async fn name(&self) -> &str {
        &self.0.name
    }

    /// The unified social credit code 统一社会信用代码.
    async fn credit_code(&self) -> &str {
        self.0.credit_code.as_str()
    }

    /// The town 所属镇街.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        Ok(ctx.viewer()?.row(self.0.town_id).await?.map(Town::from))
    }

    /// The industry 行业, in the register's words.
    async fn industry(&self) -> &str {
        &self.0.industry
    }

    /// How many people work there 从业人员.
    async fn employees(&self) -> Option<i32> {
        self.0.employees
    }

    /// The main business revenue of a year, in CNY.
    async fn revenue_cny(&self) -> Option<Cny> {
        self.0.revenue_cny.map(Cny)
    }

    /// Above scale 规上 in the last year known.
    async fn above_scale(&self) -> bool {
        self.0.above_scale
    }

    /// The year that flag holds for.
    async fn above_scale_year(&self) -> Option<i32> {
        self.0.above_scale_year
    }

    /// Who said so.
    async fn above_scale_source(&self) -> Option<&str> {
        self.0.above_scale_source.as_deref()
    }

    /// The address 地址.
    async fn address(&self) -> &str {
        &self.0.address
    }

    /// Where it is: WGS84, degrees.
    async fn latitude(&self) -> Option<f64> {
        self.0.latitude
    }

    /// Where it is: WGS84, degrees.
    async fn longitude(&self) -> Option<f64> {
        self.0.longitude
    }

    /// The surviving record, when this one was merged into it.
    async fn merged_into(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        let Some(id) = self.0.merged_into_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Enterprise::from))
    }

    /// Its contacts, by when they were entered. Phones are masked, save for the firm's own people.
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Contact>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<contact::Entity, enterprise::Entity, _>(self.0.id, (), args).await
    }

    /// Its assignments, the newest first; at most one is open.
    async fn assignments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only the open one.", default = true)] open: bool,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Assignment>> {
        let (narrow, args) = (AssignmentNarrow { open }, PageArgs::new(first, after));
        ctx.viewer()?
            .children::<assignment::Entity, enterprise::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// Its visits, the latest first.
    async fn visits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that stand so.")] state: Option<visit::State>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Visit>> {
        let (narrow, args) = (VisitNarrow { state }, PageArgs::new(first, after));
        ctx.viewer()?
            .children::<visit::Entity, enterprise::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// Its requests, the newest first.
    async fn requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those still open, or only those that have ended.")] open: Option<
            bool,
        >,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        let (narrow, args) = (RequestNarrow { open }, PageArgs::new(first, after));
        ctx.viewer()?
            .children::<service_request::Entity, enterprise::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// Counts the changes; `updateEnterprise` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Which enterprises. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct EnterpriseFilter {
    /// Those in this town.
    town: Option<Id<town::Entity>>,
    /// Those of this industry, in the register's words.
    industry: Option<String>,
    /// Those above scale 规上, or those not.
    above_scale: Option<bool>,
    /// Those this officer looks after now.
    assigned_to: Option<Id<officer::Entity>>,
    /// Those nobody looks after now, or those somebody does.
    assigned: Option<bool>,
    /// Those not visited since the beginning of this day.
    last_visit_before: Option<Day>,
    /// Those visited since the beginning of this day.
    visited_from: Option<Day>,
    /// Those visited before the end of this day.
    visited_to: Option<Day>,
    /// Those found by this: a part of the name, its pinyin or initials, the beginning of the
    /// credit code, or a name, also a former one, of the town. Parts after blanks narrow further.
    search: Option<String>,
}

impl EnterpriseFilter {
    /// The enterprises that fit, within reach; merged records are left out.
    ///
    /// # Errors
    /// `Invalid` for words that nothing can be searched by.
    pub fn select(self, viewer: &Viewer) -> Result<Scoped<'static, enterprise::Entity>> {
        use assignment::Column as Link;
        use enterprise::Column;
        let found = self.search.map(|text| query("filter.search", &text)).transpose()?;
        let links = || viewer.scoped::<assignment::Entity>().filter(Link::EndedOn.is_null());
        let mut rows = viewer
            .scoped::<enterprise::Entity>()
            .filter(Column::MergedIntoId.is_null())
            .matching(found.as_ref())
            .filter_if(self.town, |id| Column::TownId.eq(id))
            .filter_if(self.industry, |industry| Column::Industry.eq(industry))
            .filter_if(self.above_scale, |above| Column::AboveScale.eq(above));
        if let Some(officer) = self.assigned_to {
            let theirs = links().filter(Link::OfficerId.eq(officer));
            rows = rows.within(Column::Id, theirs, Link::EnterpriseId);
        }
        match self.assigned {
            Some(true) => rows = rows.within(Column::Id, links(), Link::EnterpriseId),
            Some(false) => rows = rows.without(Column::Id, links(), Link::EnterpriseId),
            None => {}
        }
        let visits = |from: Option<Day>, to: Option<Day>| {
            viewer
                .scoped::<visit::Entity>()
                .filter(visit::Column::State.eq(visit::State::Done))
                .filter_if(from, |day| visit::Column::HappensAt.gte(start_of(day.0)))
                .filter_if(to, |day| visit::Column::HappensAt.lt(end_of(day.0)))
        };
        if self.last_visit_before.is_some() {
            let since = visits(self.last_visit_before, None);
            rows = rows.without(Column::Id, since, visit::Column::EnterpriseId);
        }
        if self.visited_from.is_some() || self.visited_to.is_some() {
            let then = visits(self.visited_from, self.visited_to);
            rows = rows.within(Column::Id, then, visit::Column::EnterpriseId);
        }
        Ok(rows)
    }
}

/// The order of a list of enterprises.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum EnterpriseOrder {
    /// By name.
    Name,
    /// By when they were entered, the newest first.
    CreatedAtDesc,
}

impl From<EnterpriseOrder> for Keyset<enterprise::Entity> {
    fn from(order: EnterpriseOrder) -> Self {
        match order {
            EnterpriseOrder::Name => Self::ascending(enterprise::Column::Name),
            EnterpriseOrder::CreatedAtDesc => Self::descending(enterprise::Column::CreatedAt),
        }
    }
}

/// Queries about enterprises.
#[derive(Default)]
pub struct EnterprisesQuery;

/// The register of firms.
#[Object]
impl EnterprisesQuery {
    /// One enterprise within reach; for the id of a merged record the surviving one.
    async fn enterprise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The enterprise.")] id: Id<enterprise::Entity>,
    ) -> Result<Option<Enterprise>> {
        Ok(super::find(ctx.viewer()?, id).await?.map(Enterprise::from))
    }

    /// Enterprises within reach; merged records are left out.
    async fn enterprises(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which enterprises.", default)] filter: EnterpriseFilter,
        #[graphql(desc = "In which order.", default_with = "EnterpriseOrder::Name")]
        order_by: EnterpriseOrder,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Enterprise>> {
        let rows = filter.select(ctx.viewer()?)?;
        rows.page(order_by.into(), &PageArgs::new(first, after)).await
    }
}
