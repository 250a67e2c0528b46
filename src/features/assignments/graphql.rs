//! Assignments in the schema.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{Id, Prefixed, agency, assignment, enterprise, enterprise_name, officer, pair_rule};
use sea_orm::ColumnTrait;

use super::{
    graphql_caseload::CaseloadFilter,
    limits::{Limits, Load},
    plans::graphql::CaseloadPlan,
    policy::{AssignmentNarrow, reads_notes},
};
use crate::{
    features::{enterprises::graphql::Enterprise, officers::graphql::Officer, settings},
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// An assignment.
pub struct Assignment(assignment::Model);

impl From<assignment::Model> for Assignment {
    fn from(row: assignment::Model) -> Self {
        Self(row)
    }
}

/// An assignment 挂联: one officer is the fixed liaison of one enterprise, from a day to a day.
/// Seen by those who see the enterprise, by the officer, and by the officer's CHIEF.
#[Object]
impl Assignment {
    /// The id.
    pub async fn id(&self) -> Id<assignment::Entity> {
        self.0.id
    }

    /// The enterprise; null when it is out of the viewer's reach by now.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.0.enterprise_id).await?.map(Enterprise::from))
    }

    /// The enterprise's name, which the officer keeps reading after a handover.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let id: Id<enterprise_name::Entity> = self.0.enterprise_id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// The officer.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        Ok(ctx.viewer()?.row(self.0.officer_id).await?.map(Officer::from))
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The first day.
    async fn started_on(&self) -> Day {
        Day(self.0.started_on)
    }

    /// The last day; null while it is open.
    async fn ended_on(&self) -> Option<Day> {
        self.0.ended_on.map(Day)
    }

    /// Why it began: the handover note, the plan's reason; null for the enterprise itself.
    async fn start_note(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(reads_notes(&ctx.viewer()?.actor).then_some(self.0.start_note.as_str()))
    }

    /// Why it ended; null for the enterprise itself.
    async fn end_note(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let reads = reads_notes(&ctx.viewer()?.actor);
        Ok(self.0.end_note.as_deref().filter(|_| reads))
    }

    /// The caseload plan that ended it; null for any other end, and for who sees no plans.
    async fn ended_by_plan(&self, ctx: &Context<'_>) -> Result<Option<CaseloadPlan>> {
        let Some(id) = self.0.plan_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(CaseloadPlan::from))
    }

    /// What the officer who handed over wrote after a plan ended it; null for the enterprise itself.
    async fn handover_note(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let reads = reads_notes(&ctx.viewer()?.actor);
        Ok(self.0.handover_note.as_deref().filter(|_| reads))
    }

    /// Counts the changes; `endAssignment` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A rule of a pair.
pub struct PairRule(pair_rule::Model);

impl From<pair_rule::Model> for PairRule {
    fn from(row: pair_rule::Model) -> Self {
        Self(row)
    }
}

/// A ban or a pin of a pair. Seen by LEADER, COORDINATOR and the officer's CHIEF.
#[Object]
impl PairRule {
    /// The id.
    pub async fn id(&self) -> Id<pair_rule::Entity> {
        self.0.id
    }

    /// The enterprise.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.0.enterprise_id).await?.map(Enterprise::from))
    }

    /// The officer.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        Ok(ctx.viewer()?.row(self.0.officer_id).await?.map(Officer::from))
    }

    /// BAN or PIN.
    async fn kind(&self) -> pair_rule::Kind {
        self.0.kind
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}

/// How many firms an officer has now, against the limits.
pub struct Caseload(officer::Model);

impl From<officer::Model> for Caseload {
    fn from(row: officer::Model) -> Self {
        Self(row)
    }
}

/// No table of its own: the UUID is the officer's.
impl Prefixed for Caseload {
    const PREFIX: &'static str = "csl";
}

/// How many firms 挂联户数 an officer has now, of those within the viewer's reach.
#[Object]
impl Caseload {
    /// The id.
    pub async fn id(&self) -> Id<Self> {
        Id::from_uuid(self.0.id.uuid())
    }

    /// The officer.
    async fn officer(&self) -> Officer {
        self.0.clone().into()
    }

    /// How many.
    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        count(ctx.viewer()?, self.0.id).await
    }

    /// How that stands against the limits.
    async fn load(&self, ctx: &Context<'_>) -> Result<Load> {
        let viewer = ctx.viewer()?;
        let limits = Limits::from(&settings::current(viewer).await?);
        Ok(limits.load(count(viewer, self.0.id).await?))
    }
}

async fn count(viewer: &Viewer, officer: Id<officer::Entity>) -> Result<u64> {
    let open = AssignmentNarrow { open: true };
    viewer.count_children::<assignment::Entity, officer::Entity>(officer, open).await
}

/// Which assignments.
#[derive(InputObject)]
pub struct AssignmentFilter {
    /// Those of this officer.
    officer: Option<Id<officer::Entity>>,
    /// Those of this enterprise.
    enterprise: Option<Id<enterprise::Entity>>,
    /// Only open ones, unless set to false.
    #[graphql(default = true)]
    open: bool,
}

impl Default for AssignmentFilter {
    fn default() -> Self {
        Self { officer: None, enterprise: None, open: true }
    }
}

impl AssignmentFilter {
    /// The order of the list.
    pub const ORDER: Keyset<assignment::Entity> = Keyset::descending(assignment::Column::StartedOn);

    /// The assignments that fit, within reach.
    pub fn select(self, viewer: &Viewer) -> Scoped<'static, assignment::Entity> {
        use assignment::Column;
        viewer
            .scoped::<assignment::Entity>()
            .filter_if(self.officer, |id| Column::OfficerId.eq(id))
            .filter_if(self.enterprise, |id| Column::EnterpriseId.eq(id))
            .filter_if(self.open.then_some(()), |()| Column::EndedOn.is_null())
    }
}

/// Queries about assignments.
#[derive(Default)]
pub struct AssignmentsQuery;

/// Who looks after whom.
#[Object]
impl AssignmentsQuery {
    /// Assignments within reach, the newest first.
    async fn assignments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which assignments.", default)] filter: AssignmentFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Assignment>> {
        let rows = filter.select(ctx.viewer()?);
        rows.page(AssignmentFilter::ORDER, &PageArgs::new(first, after)).await
    }

    /// The caseload of officers, by name, counted over the assignments within the viewer's reach.
    /// Every person.
    async fn caseload(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which caseloads.", default)] filter: CaseloadFilter,
        #[graphql(desc = "Only officers of this agency.")] agency: Option<Id<agency::Entity>>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Caseload>> {
        filter
            .select(ctx.viewer()?)
            .await?
            .filter_if(agency, |id| officer::Column::AgencyId.eq(id))
            .page(Keyset::ascending(officer::Column::Name), &PageArgs::new(first, after))
            .await
    }

    /// Bans and pins within reach, the newest first. LEADER, COORDINATOR, CHIEF.
    async fn pair_rules(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this officer.")] officer: Option<Id<officer::Entity>>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<PairRule>> {
        ctx.viewer()?
            .scoped::<pair_rule::Entity>()
            .filter_if(officer, |id| pair_rule::Column::OfficerId.eq(id))
            .page(Keyset::descending(pair_rule::Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }
}
