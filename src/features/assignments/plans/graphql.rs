//! Caseload plans in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id,
    caseload_plan::{self, Scale, State},
    enterprise, officer,
    planned_assignment::{self, Misfit, Reason},
    town,
};
use futures_util::future::try_join_all;
use sea_orm::{ColumnTrait, ExprTrait};

use super::{
    comparison::firms_that_differ,
    graphql_outcome::{CaseloadPicture, PlanShortfall},
    policy::PlannedNarrow,
};
use crate::{
    features::{
        agencies::graphql::Town, enterprises::graphql::Enterprise, officers::graphql::Officer,
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// A plan.
pub struct CaseloadPlan(caseload_plan::Model);

impl From<caseload_plan::Model> for CaseloadPlan {
    fn from(row: caseload_plan::Model) -> Self {
        Self(row)
    }
}

/// A caseload plan 挂联方案: a proposed set of assignments of the least total distance, proven over
/// all pairs, to be compared, approved and applied. Seen by COORDINATOR and LEADER.
#[Object]
impl CaseloadPlan {
    /// The id.
    pub async fn id(&self) -> Id<caseload_plan::Entity> {
        self.0.id
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// Whether it was computed as a draft.
    async fn is_dry_run(&self) -> bool {
        self.0.dry_run
    }

    /// What it is for; may be empty.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Which firms it takes in, by size.
    async fn scale(&self) -> Scale {
        self.0.scale
    }

    /// The towns it is limited to; empty for the whole county.
    async fn towns(&self, ctx: &Context<'_>) -> Result<Vec<Town>> {
        let viewer = ctx.viewer()?;
        let towns = self.0.towns.0.iter().map(|id| viewer.row::<town::Entity>(Id::from_uuid(*id)));
        Ok(try_join_all(towns).await?.into_iter().flatten().map(Town::from).collect())
    }

    /// The code of the branch it is limited to: its officers, and the firms that they have or nobody
    /// has.
    async fn branch(&self) -> Option<&str> {
        self.0.branch.as_deref()
    }

    /// Officers who get no firm, since they are on leave or gone.
    async fn away(&self, ctx: &Context<'_>) -> Result<Vec<Officer>> {
        let viewer = ctx.viewer()?;
        let away = self.0.away.0.iter().map(|id| viewer.row::<officer::Entity>(Id::from_uuid(*id)));
        Ok(try_join_all(away).await?.into_iter().flatten().map(Officer::from).collect())
    }

    /// The lower caseload limit it was computed with.
    async fn caseload_lower(&self) -> i32 {
        self.0.caseload_lower
    }

    /// The upper caseload limit it was computed with.
    async fn caseload_upper(&self) -> i32 {
        self.0.caseload_upper
    }

    /// Metres that an officer of another branch than fits the firm counted more.
    async fn branch_misfit_m(&self) -> i32 {
        self.0.branch_misfit_m
    }

    /// Metres that an officer of another town counted more.
    async fn town_crossing_m(&self) -> i32 {
        self.0.town_crossing_m
    }

    /// Metres that another officer than the present one counted more.
    async fn change_m(&self) -> i32 {
        self.0.change_m
    }

    /// How many firms it takes in.
    async fn firms(&self) -> i32 {
        self.0.firms
    }

    /// How many officers it takes in.
    async fn officers(&self) -> i32 {
        self.0.officers
    }

    /// How many firms have found their officer; grows while the plan is RUNNING.
    async fn firms_done(&self) -> i32 {
        self.0.firms_done
    }

    /// How it was when the plan was computed; null while it is.
    async fn today(&self) -> Option<CaseloadPicture> {
        self.0.outcome.as_ref().map(|outcome| outcome.today.clone().into())
    }

    /// How it will be; null while the plan is computed.
    async fn planned(&self) -> Option<CaseloadPicture> {
        self.0.outcome.as_ref().map(|outcome| outcome.planned.clone().into())
    }

    /// How many firms change officer, a first officer included; null while the plan is computed.
    async fn moves(&self) -> Option<u32> {
        self.0.outcome.as_ref().map(|outcome| outcome.moves)
    }

    /// Distances and weights together, metres: no plan within the limits has less. Null while the
    /// plan is computed.
    async fn cost_m(&self) -> Option<f64> {
        self.0.outcome.as_ref().map(|outcome| metres(outcome.cost_m))
    }

    /// Why no plan keeps all limits, and what would make one; null where this one does. Such a plan
    /// violates as little as any, and leaves nobody above the upper limit.
    async fn shortfall(&self) -> Option<PlanShortfall> {
        let shortfall = self.0.outcome.as_ref()?.shortfall.clone();
        shortfall.map(PlanShortfall::from)
    }

    /// In how many firms another plan differs from this one: firms that both take in, with another
    /// officer. Null when that plan is out of reach.
    async fn differs_from(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The other plan.")] plan: Id<caseload_plan::Entity>,
    ) -> Result<Option<u64>> {
        firms_that_differ(ctx.viewer()?, self.0.id, plan).await
    }

    /// The firms of the plan, each with its reason: moves first, and of these the greatest savings.
    async fn assignments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which firms of a plan.", default)] filter: PlannedAssignmentFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<PlannedAssignment>> {
        use planned_assignment::Column;
        let (viewer, args) = (ctx.viewer()?, PageArgs::new(first, after));
        let narrow = PlannedNarrow { moves: filter.moves };
        if filter.is_simple() {
            return viewer
                .children::<planned_assignment::Entity, _, _>(self.0.id, narrow, args)
                .await;
        }
        let mut list = viewer
            .scoped::<planned_assignment::Entity>()
            .filter(Column::PlanId.eq(self.0.id))
            .filter_if(filter.moves.then_some(()), |()| Column::IsMove.eq(true))
            .filter_if(filter.misfits.then_some(()), |()| Column::Misfit.is_not_null())
            .filter_if(filter.officer, |id| {
                Column::OfficerId.eq(id).or(Column::PresentOfficerId.eq(id))
            });
        if let Some(town) = filter.town {
            let of_town = enterprise::Column::TownId.eq(town);
            let firms = viewer.scoped::<enterprise::Entity>().filter(of_town);
            list = list.within(Column::EnterpriseId, firms, enterprise::Column::Id);
        }
        list.page(Keyset::ascending(Column::Place), &args).await
    }

    /// What was said with the last decision.
    async fn decision_note(&self) -> Option<&str> {
        self.0.decision_note.as_deref()
    }

    /// When it was decided, cancelled or applied last.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }

    /// When its computation ended.
    async fn computed_at(&self) -> Option<DateTime<Utc>> {
        self.0.computed_at
    }

    /// When it was applied.
    async fn applied_at(&self) -> Option<DateTime<Utc>> {
        self.0.applied_at
    }

    /// When its computation began.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Counts the changes; a decision must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// Metres, of which a county's sum passes GraphQL's Int.
#[expect(clippy::cast_precision_loss, reason = "sums of metres stay far below 2^53")]
pub(super) const fn metres(sum: i64) -> f64 {
    sum as f64
}

/// Which firms of a plan. What is left out does not narrow.
#[derive(InputObject, Default)]
struct PlannedAssignmentFilter {
    /// Only those that change officer.
    #[graphql(default)]
    moves: bool,
    /// Only those that no longer fit, of a STALE plan.
    #[graphql(default)]
    misfits: bool,
    /// Those of this town.
    town: Option<Id<town::Entity>>,
    /// Those of this officer, today or by the plan.
    officer: Option<Id<officer::Entity>>,
}

impl PlannedAssignmentFilter {
    const fn is_simple(&self) -> bool {
        !self.misfits && self.town.is_none() && self.officer.is_none()
    }
}

/// One firm of a plan.
pub struct PlannedAssignment(planned_assignment::Model);

impl From<planned_assignment::Model> for PlannedAssignment {
    fn from(row: planned_assignment::Model) -> Self {
        Self(row)
    }
}

/// One firm of a caseload plan: who looks after it today, who is to, and why. Seen by COORDINATOR and
/// LEADER.
#[Object]
impl PlannedAssignment {
    /// The id.
    pub async fn id(&self) -> Id<planned_assignment::Entity> {
        self.0.id
    }

    /// The firm.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        Ok(ctx.viewer()?.row(self.0.enterprise_id).await?.map(Enterprise::from))
    }

    /// Who looked after it when the plan was computed; null for nobody.
    async fn present_officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        let Some(id) = self.0.present_officer_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Officer::from))
    }

    /// Who is to; null where no officer within the limits is left.
    async fn officer(&self, ctx: &Context<'_>) -> Result<Option<Officer>> {
        let Some(id) = self.0.officer_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Officer::from))
    }

    /// From the present officer's base to the firm, metres.
    async fn present_distance_m(&self) -> Option<i32> {
        self.0.present_distance_m
    }

    /// From the base of the one who is to, metres.
    async fn distance_m(&self) -> Option<i32> {
        self.0.distance_m
    }

    /// Whether the firm changes officer.
    async fn is_move(&self) -> bool {
        self.0.is_move
    }

    /// Why.
    async fn reason(&self) -> Reason {
        self.0.reason
    }

    /// Why the move no longer fits; of a STALE plan.
    async fn misfit(&self) -> Option<Misfit> {
        self.0.misfit
    }
}

/// Which plans. What is left out does not narrow.
#[derive(InputObject, Default)]
struct CaseloadPlanFilter {
    /// Those that stand so.
    state: Option<State>,
}

/// Queries about plans.
#[derive(Default)]
pub struct PlansQuery;

/// The caseload plans.
#[Object]
impl PlansQuery {
    /// One plan. COORDINATOR and LEADER.
    async fn caseload_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The plan.")] id: Id<caseload_plan::Entity>,
    ) -> Result<Option<CaseloadPlan>> {
        Ok(ctx.viewer()?.row(id).await?.map(CaseloadPlan::from))
    }

    /// The plans, the latest first. COORDINATOR and LEADER.
    async fn caseload_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plans.", default)] filter: CaseloadPlanFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<CaseloadPlan>> {
        use caseload_plan::Column;
        ctx.viewer()?
            .scoped::<caseload_plan::Entity>()
            .filter_if(filter.state, |state| Column::State.eq(state))
            .page(Keyset::descending(Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }
}

/// The plan of a payload.
#[derive(SimpleObject)]
pub(super) struct CaseloadPlanPayload {
    /// The plan.
    pub(super) caseload_plan: CaseloadPlan,
}
