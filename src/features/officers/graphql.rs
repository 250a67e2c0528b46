//! Officers in the schema.

use async_graphql::{Context, InputObject, Object};
use entity::{Id, agency, assignment, officer, town, visit};
use sea_orm::ColumnTrait;

use super::policy::reads_base;
use crate::{
    features::{
        agencies::graphql::{Agency, Town},
        assignments::{graphql::Assignment, policy::AssignmentNarrow},
        search::service::query,
        visits::{graphql::Visit, policy::VisitNarrow},
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// An officer.
pub struct Officer(officer::Model);

impl From<officer::Model> for Officer {
    fn from(row: officer::Model) -> Self {
        Self(row)
    }
}

/// An officer 民警 of an agency. Directory: everybody reads name, rank and work phone; the firms
/// and visits below are those within the reader's own reach.
#[Object]
impl Officer {
    /// The id.
    pub async fn id(&self) -> Id<officer::Entity> {
        self.0.id
    }

    /// The badge number 警号; null for firms and associations.
    async fn badge_number(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(reads_base(&ctx.viewer()?.actor).then_some(self.0.badge_number.as_str()))
    }

    /// The name 姓名.
    pub async fn name(&self) -> &str {
        &self.0.name
    }

    /// The rank 警衔.
    async fn rank(&self) -> &str {
        &self.0.rank
    }

    /// The code of the branch 警种.
    async fn branch(&self) -> &str {
        &self.0.branch
    }

    /// The work phone.
    async fn phone(&self) -> &str {
        self.0.phone.as_str()
    }

    /// The agency 所属单位.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        Ok(ctx.viewer()?.row(self.0.agency_id).await?.map(Agency::from))
    }

    /// The town of the home base 驻地镇街.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        Ok(ctx.viewer()?.row(self.0.town_id).await?.map(Town::from))
    }

    /// Where the home base is: WGS84, degrees; null for firms and associations.
    async fn latitude(&self, ctx: &Context<'_>) -> Result<Option<f64>> {
        Ok(reads_base(&ctx.viewer()?.actor).then_some(self.0.latitude))
    }

    /// Where the home base is: WGS84, degrees; null for firms and associations.
    async fn longitude(&self, ctx: &Context<'_>) -> Result<Option<f64>> {
        Ok(reads_base(&ctx.viewer()?.actor).then_some(self.0.longitude))
    }

    /// The officer's assignments within reach, the newest first.
    async fn assignments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only open ones.", default = true)] open: bool,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Assignment>> {
        let narrow = AssignmentNarrow { open };
        let args = PageArgs::new(first, after);
        ctx.viewer()?
            .children::<assignment::Entity, officer::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// The officer's visits within reach, the latest first.
    async fn visits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those that stand so.")] state: Option<visit::State>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Visit>> {
        let narrow = VisitNarrow { state };
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<visit::Entity, officer::Entity, _>(self.0.id, narrow, args).await
    }

    /// Counts the changes; `updateOfficer` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// Which officers.
#[derive(InputObject, Default)]
pub struct OfficerFilter {
    /// Those of this agency.
    agency: Option<Id<agency::Entity>>,
    /// Those based in this town.
    town: Option<Id<town::Entity>>,
    /// Those of this branch 警种, by code.
    branch: Option<String>,
    /// The one with this badge number.
    badge_number: Option<String>,
    /// Those found by this: a part of the name, its pinyin or initials, or the beginning of the
    /// badge number.
    search: Option<String>,
}

impl OfficerFilter {
    /// The order of the list.
    pub const ORDER: Keyset<officer::Entity> = Keyset::ascending(officer::Column::Name);

    /// The officers that fit.
    ///
    /// # Errors
    /// `Invalid` for words that nothing can be searched by.
    pub fn select(self, viewer: &Viewer) -> Result<Scoped<'static, officer::Entity>> {
        use officer::Column;
        let found = self.search.map(|text| query("filter.search", &text)).transpose()?;
        Ok(viewer
            .scoped::<officer::Entity>()
            .matching(found.as_ref())
            .filter_if(self.agency, |id| Column::AgencyId.eq(id))
            .filter_if(self.town, |id| Column::TownId.eq(id))
            .filter_if(self.branch, |branch| Column::Branch.eq(branch))
            .filter_if(self.badge_number, |badge| Column::BadgeNumber.eq(badge)))
    }
}

/// Queries about officers.
#[derive(Default)]
pub struct OfficersQuery;

/// The officers.
#[Object]
impl OfficersQuery {
    /// One officer. Every person.
    async fn officer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The officer.")] id: Id<officer::Entity>,
    ) -> Result<Option<Officer>> {
        Ok(ctx.viewer()?.row(id).await?.map(Officer::from))
    }

    /// Officers by name. Every person.
    async fn officers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which officers.", default)] filter: OfficerFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Officer>> {
        let rows = filter.select(ctx.viewer()?)?;
        rows.page(OfficerFilter::ORDER, &PageArgs::new(first, after)).await
    }
}
