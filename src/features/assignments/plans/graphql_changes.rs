//! Changes of caseload plans in the schema.

use async_graphql::{Context, InputObject, Object};
use entity::{
    Id,
    caseload_plan::{self, Scale},
    officer, town,
};
use uuid::Uuid;

use super::{
    apply::apply_caseload_plan,
    graphql::CaseloadPlanPayload,
    run::Planner,
    service::{self, NewPlan, SeenPlan, Weights},
};
use crate::platform::{Error, Result, idempotency::ClientKey, input, viewer::ViewerContext};

/// The most towns and officers that a plan names.
const MOST: usize = 1_000;

/// A plan to be computed. What is left out is the whole county, and the settings' weights.
#[derive(InputObject)]
struct ProposeCaseloadPlanInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// Ends as a DRAFT, which nobody is asked to decide; else as PROPOSED.
    #[graphql(default)]
    dry_run: bool,
    /// What it is for.
    #[graphql(default)]
    note: String,
    /// Which firms by size.
    #[graphql(default_with = "Scale::All")]
    scale: Scale,
    /// Firms and officers of these towns; all when empty.
    #[graphql(default)]
    towns: Vec<Id<town::Entity>>,
    /// The code of a branch: its officers, and the firms that they have or nobody has.
    branch: Option<String>,
    /// Officers who get no firm, since they are on leave.
    #[graphql(default)]
    away: Vec<Id<officer::Entity>>,
    /// Metres that an officer of another branch than fits the firm counts more, 0 to 1,000,000.
    branch_misfit_m: Option<i32>,
    /// Metres that an officer of another town counts more, 0 to 1,000,000.
    town_crossing_m: Option<i32>,
    /// Metres that another officer than the present one counts more, 0 to 1,000,000.
    change_m: Option<i32>,
}

/// Which draft is put before a leader.
#[derive(InputObject)]
struct SubmitCaseloadPlanInput {
    /// The plan.
    id: Id<caseload_plan::Entity>,
    /// The version that was seen.
    version: i32,
}

/// Which plan a leader agrees to.
#[derive(InputObject)]
struct ApproveCaseloadPlanInput {
    /// The plan.
    id: Id<caseload_plan::Entity>,
    /// The version that was seen.
    version: i32,
    /// What is to be said with it.
    #[graphql(default)]
    note: String,
}

/// Which plan a leader does not agree to.
#[derive(InputObject)]
struct RejectCaseloadPlanInput {
    /// The plan.
    id: Id<caseload_plan::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why.
    reason: String,
}

/// Which plan is given up.
#[derive(InputObject)]
struct CancelCaseloadPlanInput {
    /// The plan.
    id: Id<caseload_plan::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why.
    reason: String,
}

/// Which plan is applied.
#[derive(InputObject)]
struct ApplyCaseloadPlanInput {
    /// The plan.
    id: Id<caseload_plan::Entity>,
    /// The version that was seen.
    version: i32,
}

/// Changes of plans.
#[derive(Default)]
pub struct PlansMutation;

/// Planning caseloads.
#[Object]
impl PlansMutation {
    /// Computes a plan of the least total distance within the limits: every firm one officer, every
    /// officer between the limits. It goes on in the background when it takes more than two seconds:
    /// ask `caseloadPlan` until it is no longer RUNNING. COORDINATOR.
    async fn propose_caseload_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A plan to be computed.")] input: ProposeCaseloadPlanInput,
    ) -> Result<CaseloadPlanPayload> {
        let key = ClientKey::of(input.client_id, &input);
        for (field, count) in [("towns", input.towns.len()), ("away", input.away.len())] {
            if count > MOST {
                return Err(Error::invalid(field, input::TOO_MANY));
            }
        }
        let branch = input.branch.map(|code| input::line("branch", &code)).transpose()?;
        let new = NewPlan {
            dry_run: input.dry_run,
            note: input::optional_text("note", Some(input.note))?,
            scale: input.scale,
            towns: input.towns,
            branch,
            away: input.away,
            weights: Weights {
                branch_misfit_m: input.branch_misfit_m,
                town_crossing_m: input.town_crossing_m,
                change_m: input.change_m,
            },
        };
        let planner = ctx
            .data_opt::<Planner>()
            .ok_or_else(|| Error::internal("a schema without a planner"))?;
        let plan = service::propose_caseload_plan(ctx.viewer()?, planner, key, new).await?;
        Ok(CaseloadPlanPayload { caseload_plan: plan.into() })
    }

    /// Puts a DRAFT before a leader. COORDINATOR.
    async fn submit_caseload_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which draft is put before a leader.")] input: SubmitCaseloadPlanInput,
    ) -> Result<CaseloadPlanPayload> {
        let seen = SeenPlan { id: input.id, version: input.version };
        let plan = service::submit_caseload_plan(ctx.viewer()?, seen).await?;
        Ok(CaseloadPlanPayload { caseload_plan: plan.into() })
    }

    /// Agrees to a PROPOSED plan; it can be applied then. LEADER.
    async fn approve_caseload_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan a leader agrees to.")] input: ApproveCaseloadPlanInput,
    ) -> Result<CaseloadPlanPayload> {
        let seen = SeenPlan { id: input.id, version: input.version };
        let note = input::optional_text("note", Some(input.note))?;
        let plan = service::approve_caseload_plan(ctx.viewer()?, seen, note).await?;
        Ok(CaseloadPlanPayload { caseload_plan: plan.into() })
    }

    /// Does not agree to a PROPOSED plan. LEADER.
    async fn reject_caseload_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan a leader does not agree to.")] input: RejectCaseloadPlanInput,
    ) -> Result<CaseloadPlanPayload> {
        let seen = SeenPlan { id: input.id, version: input.version };
        let reason = input::text("reason", &input.reason)?;
        let plan = service::reject_caseload_plan(ctx.viewer()?, seen, reason).await?;
        Ok(CaseloadPlanPayload { caseload_plan: plan.into() })
    }

    /// Gives up a plan that is not applied; one that is RUNNING stops. COORDINATOR.
    async fn cancel_caseload_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan is given up.")] input: CancelCaseloadPlanInput,
    ) -> Result<CaseloadPlanPayload> {
        let seen = SeenPlan { id: input.id, version: input.version };
        let reason = input::text("reason", &input.reason)?;
        let plan = service::cancel_caseload_plan(ctx.viewer()?, seen, reason).await?;
        Ok(CaseloadPlanPayload { caseload_plan: plan.into() })
    }

    /// Hands over every firm that an APPROVED plan moves, in one transaction. Where assignments have
    /// changed so that one move no longer fits, nothing is handed over: the answer is ILLEGAL_STATE,
    /// the plan is STALE, and its `assignments(filter: { misfits: true })` say which and why.
    /// COORDINATOR, LEADER.
    async fn apply_caseload_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which plan is applied.")] input: ApplyCaseloadPlanInput,
    ) -> Result<CaseloadPlanPayload> {
        let seen = SeenPlan { id: input.id, version: input.version };
        let plan = apply_caseload_plan(ctx.viewer()?, seen).await?;
        Ok(CaseloadPlanPayload { caseload_plan: plan.into() })
    }
}
