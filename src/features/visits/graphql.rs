//! Visits in the schema. A resolver reads the input, calls one service function and wraps the
//! result.

use async_graphql::{Context, Enum, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id, enterprise, enterprise_name, officer, service_request,
    visit::{self, Kind, State},
    visit_revision,
};
use sea_orm::ColumnTrait;

use super::policy::reads_findings;
use crate::{
    features::{
        attachments::graphql::{Attachment, attachments_of},
        enterprises::graphql::Enterprise,
        officers::graphql::Officer,
        requests::{graphql::ServiceRequest, reach::RequestNarrow},
    },
    platform::{
        Result,
        clock::{end_of, start_of},
        page::{Keyset, Page, PageArgs},
        scalars::Day,
        select::Scoped,
        viewer::{Viewer, ViewerContext},
    },
};

/// A visit.
pub struct Visit(visit::Model);

impl From<visit::Model> for Visit {
    fn from(row: visit::Model) -> Self {
        Self(row)
    }
}

/// A visit 走访: one contact of an officer with an enterprise. Seen by those who see the
/// enterprise, and by its visitor; its findings not by the enterprise itself.
#[Object]
impl Visit {
    /// The id.
    pub async fn id(&self) -> Id<visit::Entity> {
        self.0.id
    }

    /// The enterprise; null when it is out of the viewer's reach by now.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.0.enterprise_id).await?.map(Enterprise::from))
    }

    /// The enterprise's name, which its visitor keeps reading after a handover.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let id: Id<enterprise_name::Entity> = self.0.enterprise_id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// The officer who visits.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        Ok(ctx.viewer()?.row(self.0.officer_id).await?.map(Officer::from))
    }

    /// What it is for.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// When it is planned for, or when it took place.
    async fn happens_at(&self) -> DateTime<Utc> {
        self.0.happens_at
    }

    /// The people met, names and posts as written down.
    async fn people_met(&self) -> &[String] {
        &self.0.people_met.0
    }

    /// What was talked about.
    async fn topics(&self) -> &[String] {
        &self.0.topics.0
    }

    /// What was found; null for the enterprise itself.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(reads_findings(&ctx.viewer()?.actor).then_some(self.0.findings.as_str()))
    }

    /// What is to be done next; null for the enterprise itself.
    async fn follow_up(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        Ok(reads_findings(&ctx.viewer()?.actor).then_some(self.0.follow_up.as_str()))
    }

    /// By which day; null for the enterprise itself.
    async fn follow_up_on(&self, ctx: &Context<'_>) -> Result<Option<Day>> {
        let reads = reads_findings(&ctx.viewer()?.actor);
        Ok(self.0.follow_up_on.map(Day).filter(|_| reads))
    }

    /// Where it was logged: WGS84, degrees; null for the enterprise itself.
    async fn latitude(&self, ctx: &Context<'_>) -> Result<Option<f64>> {
        let reads = reads_findings(&ctx.viewer()?.actor);
        Ok(self.0.latitude.filter(|_| reads))
    }

    /// Where it was logged: WGS84, degrees; null for the enterprise itself.
    async fn longitude(&self, ctx: &Context<'_>) -> Result<Option<f64>> {
        let reads = reads_findings(&ctx.viewer()?.actor);
        Ok(self.0.longitude.filter(|_| reads))
    }

    /// How far off that position may be, in metres; null for the enterprise itself.
    async fn accuracy_m(&self, ctx: &Context<'_>) -> Result<Option<f64>> {
        let reads = reads_findings(&ctx.viewer()?.actor);
        Ok(self.0.accuracy_m.filter(|_| reads))
    }

    /// Why it was cancelled; null for the enterprise itself.
    async fn cancel_reason(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let reads = reads_findings(&ctx.viewer()?.actor);
        Ok(self.0.cancel_reason.as_deref().filter(|_| reads))
    }

    /// What it said before it was amended, the latest first; nothing for the enterprise itself.
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<VisitRevision>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<visit_revision::Entity, _, _>(self.0.id, (), args).await
    }

    /// Photos and papers of it, in the order they were given; nothing for the enterprise itself.
    async fn attachments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Attachment>> {
        attachments_of(ctx.viewer()?, self.0.id, PageArgs::new(first, after)).await
    }

    /// The requests that came up at it, the newest first.
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
            .children::<service_request::Entity, visit::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// Counts the changes; `amendVisit` and `cancelVisit` must name the one they saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A revision.
pub struct VisitRevision(visit_revision::Model);

impl From<visit_revision::Model> for VisitRevision {
    fn from(row: visit_revision::Model) -> Self {
        Self(row)
    }
}

/// What a done visit said before it was amended.
#[Object]
impl VisitRevision {
    /// The id.
    pub async fn id(&self) -> Id<visit_revision::Entity> {
        self.0.id
    }

    /// The visit's version that stood until then.
    async fn replaced_version(&self) -> i32 {
        self.0.replaced_version
    }

    /// Why it was amended.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// When it was amended.
    async fn amended_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// What it was for.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// When it was said to have taken place.
    async fn happens_at(&self) -> DateTime<Utc> {
        self.0.happens_at
    }

    /// The people met, as it said before.
    async fn people_met(&self) -> &[String] {
        &self.0.people_met.0
    }

    /// The topics, as it said before.
    async fn topics(&self) -> &[String] {
        &self.0.topics.0
    }

    /// The findings, as it said before.
    async fn findings(&self) -> &str {
        &self.0.findings
    }

    /// What was to be done next, as it said before.
    async fn follow_up(&self) -> &str {
        &self.0.follow_up
    }

    /// By which day, as it said before.
    async fn follow_up_on(&self) -> Option<Day> {
        self.0.follow_up_on.map(Day)
    }
}

/// Which visits. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct VisitFilter {
    /// Those to this enterprise.
    enterprise: Option<Id<enterprise::Entity>>,
    /// Those by this officer.
    officer: Option<Id<officer::Entity>>,
    /// Those of this kind.
    kind: Option<Kind>,
    /// Those that stand so.
    state: Option<State>,
    /// From this day on.
    from: Option<Day>,
    /// Up to this day, inclusive.
    to: Option<Day>,
}

impl VisitFilter {
    /// The visits that fit, within reach.
    pub fn select(self, viewer: &Viewer) -> Scoped<'static, visit::Entity> {
        use visit::Column;
        viewer
            .scoped::<visit::Entity>()
            .filter_if(self.enterprise, |id| Column::EnterpriseId.eq(id))
            .filter_if(self.officer, |id| Column::OfficerId.eq(id))
            .filter_if(self.kind, |kind| Column::Kind.eq(kind))
            .filter_if(self.state, |state| Column::State.eq(state))
            .filter_if(self.from, |day| Column::HappensAt.gte(start_of(day.0)))
            .filter_if(self.to, |day| Column::HappensAt.lt(end_of(day.0)))
    }
}

/// The order of a list of visits.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum VisitOrder {
    /// The latest first.
    HappensAtDesc,
    /// The earliest first.
    HappensAt,
}

impl From<VisitOrder> for Keyset<visit::Entity> {
    fn from(order: VisitOrder) -> Self {
        match order {
            VisitOrder::HappensAtDesc => Self::descending(visit::Column::HappensAt),
            VisitOrder::HappensAt => Self::ascending(visit::Column::HappensAt),
        }
    }
}

/// Queries about visits.
#[derive(Default)]
pub struct VisitsQuery;

/// The visits.
#[Object]
impl VisitsQuery {
    /// One visit within reach.
    async fn visit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The visit.")] id: Id<visit::Entity>,
    ) -> Result<Option<Visit>> {
        Ok(ctx.viewer()?.row(id).await?.map(Visit::from))
    }

    /// Visits within reach.
    async fn visits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visits.", default)] filter: VisitFilter,
        #[graphql(desc = "In which order.", default_with = "VisitOrder::HappensAtDesc")]
        order_by: VisitOrder,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Visit>> {
        let rows = filter.select(ctx.viewer()?);
        rows.page(order_by.into(), &PageArgs::new(first, after)).await
    }
}
