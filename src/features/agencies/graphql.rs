//! Agencies, branches and towns in the schema.

use async_graphql::{Context, InputObject, Object};
use entity::{
    Id,
    agency::{self, Level},
    branch, officer, town,
};
use sea_orm::ColumnTrait;

use crate::{
    features::officers::graphql::Officer,
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// A county has some two dozen towns and a dozen branches: these lists do not grow.
const MOST: u64 = 500;

/// A town.
pub struct Town(town::Model);

impl From<town::Model> for Town {
    fn from(row: town::Model) -> Self {
        Self(row)
    }
}

/// A town 镇街: a subdistrict, town or township of the county. Directory: everybody reads it.
#[Object]
impl Town {
    /// The id.
    pub async fn id(&self) -> Id<town::Entity> {
        self.0.id
    }

    /// The division code, nine digits.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The name 名称.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Names it had before 曾用名; old registers still use them.
    async fn former_names(&self) -> &[String] {
        &self.0.former_names.0
    }

    /// The leading industries 主导产业.
    async fn leading_industries(&self) -> &[String] {
        &self.0.leading_industries.0
    }

    /// WGS84, degrees.
    async fn latitude(&self) -> f64 {
        self.0.latitude
    }

    /// WGS84, degrees.
    async fn longitude(&self) -> f64 {
        self.0.longitude
    }

    /// Counts the changes.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A branch.
pub struct Branch(branch::Model);

impl From<branch::Model> for Branch {
    fn from(row: branch::Model) -> Self {
        Self(row)
    }
}

/// A branch 警种 of the police. Reference data: everybody reads it.
#[Object]
impl Branch {
    /// The id.
    pub async fn id(&self) -> Id<branch::Entity> {
        self.0.id
    }

    /// The code, `EXIT_ENTRY` and the like.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The name, 出入境 and the like.
    async fn name(&self) -> &str {
        &self.0.name
    }
}

/// An agency.
pub struct Agency(agency::Model);

impl From<agency::Model> for Agency {
    fn from(row: agency::Model) -> Self {
        Self(row)
    }
}

/// A public body 单位: a police unit, a town's governance centre and the units seated in it, a
/// federation of commerce. Directory: everybody reads it.
#[Object]
impl Agency {
    /// The id.
    pub async fn id(&self) -> Id<agency::Entity> {
        self.0.id
    }

    /// The name 单位名称.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Where in the administration it stands.
    async fn level(&self) -> Level {
        self.0.level
    }

    /// The GB/T 2260 code of the division it serves.
    async fn division(&self) -> &str {
        &self.0.division
    }

    /// The code of its branch 警种; null for a body that is not police.
    async fn branch(&self) -> Option<&str> {
        self.0.branch.as_deref()
    }

    /// The administrative parent 块: what is overdue, and a chief's reach, follow it.
    async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.parent_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The guiding agency one level up 条: escalations climb it.
    async fn guiding(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.guiding_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The town it serves, when it serves one.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        let Some(id) = self.0.town_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Town::from))
    }

    /// The agency that it became part of, when it was reorganised.
    async fn successor(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.successor_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The agency that it was split from, when it was.
    async fn predecessor(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.predecessor_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// Since when it has been an agency of its own, when it was split from another.
    async fn began_on(&self) -> Option<Day> {
        self.0.began_on.map(Day)
    }

    /// Since when it is no more; null while it is.
    async fn ended_on(&self) -> Option<Day> {
        self.0.ended_on.map(Day)
    }

    /// Its officers, by when they were entered.
    async fn officers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Officer>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<officer::Entity, _, _>(self.0.id, (), args).await
    }

    /// Counts the changes; `updateAgency` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// Which agencies. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct AgencyFilter {
    /// Those of this level.
    level: Option<Level>,
    /// Those of this branch 警种, by code.
    branch: Option<String>,
    /// Those right below this one in the administration.
    parent: Option<Id<agency::Entity>>,
    /// Those that have ended, instead of those that are.
    #[graphql(default)]
    ended: bool,
}

impl AgencyFilter {
    /// The order of the list.
    pub const ORDER: Keyset<agency::Entity> = Keyset::ascending(agency::Column::Name);

    /// The agencies that fit.
    pub fn select(self, viewer: &Viewer) -> Scoped<'static, agency::Entity> {
        use agency::Column;
        let ended = Column::EndedOn;
        viewer
            .scoped::<agency::Entity>()
            .filter(if self.ended { ended.is_not_null() } else { ended.is_null() })
            .filter_if(self.level, |level| Column::Level.eq(level))
            .filter_if(self.branch, |branch| Column::Branch.eq(branch))
            .filter_if(self.parent, |parent| Column::ParentId.eq(parent))
    }
}

/// Queries about the directory.
#[derive(Default)]
pub struct AgenciesQuery;

/// Agencies, branches and towns.
#[Object]
impl AgenciesQuery {
    /// The towns, by code. Every person.
    async fn towns(&self, ctx: &Context<'_>) -> Result<Vec<Town>> {
        let towns = ctx.viewer()?.scoped::<town::Entity>();
        let towns = towns.order_by(town::Column::Code, sea_orm::Order::Asc).at_most(MOST).await?;
        Ok(towns.into_iter().map(Town::from).collect())
    }

    /// The branches 警种, by code. Every person.
    async fn branches(&self, ctx: &Context<'_>) -> Result<Vec<Branch>> {
        let branches = ctx.viewer()?.scoped::<branch::Entity>();
        let branches =
            branches.order_by(branch::Column::Code, sea_orm::Order::Asc).at_most(MOST).await?;
        Ok(branches.into_iter().map(Branch::from).collect())
    }

    /// One agency. Every person.
    async fn agency(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agency.")] id: Id<agency::Entity>,
    ) -> Result<Option<Agency>> {
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// Agencies by name; those that have ended only when asked for. Every person.
    async fn agencies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which agencies.", default)] filter: AgencyFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Agency>> {
        let rows = filter.select(ctx.viewer()?);
        rows.page(AgencyFilter::ORDER, &PageArgs::new(first, after)).await
    }
}
