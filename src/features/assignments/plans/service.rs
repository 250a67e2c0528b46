//! Proposing, deciding and giving up a plan: one function a use case.

use std::time::Duration;

use entity::{
    Id, branch,
    caseload_plan::{self, Away, Scale, State, Towns},
    officer, town,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    lifecycle::{Step, after},
    policy,
    run::{Planner, compute},
};
use crate::{
    features::settings,
    platform::{
        Error, Result, action::Action, error::Reason, idempotency::ClientKey, input, tx::Tx,
        viewer::Viewer,
    },
};

/// How long a client waits for the end of a computation.
const PATIENCE: Duration = Duration::from_secs(2);
/// The heaviest weight: farther than any two places of a county.
const HEAVIEST_M: i32 = 1_000_000;

const WRONG_STATE: Reason = Reason {
    code: "plan_wrong_state",
    zh: "方案的当前状态不允许此操作",
    en: "The plan does not stand so that this can be done",
};
const NO_BRANCH: Reason =
    Reason { code: "unknown_branch", zh: "没有该警种", en: "There is no such branch" };

/// A plan to be computed.
pub struct NewPlan {
    /// Whether it ends as a draft.
    pub dry_run: bool,
    /// What it is for.
    pub note: String,
    /// Which firms by size.
    pub scale: Scale,
    /// Which towns; none for all.
    pub towns: Vec<Id<town::Entity>>,
    /// The branch it is limited to.
    pub branch: Option<String>,
    /// Officers who get no firm.
    pub away: Vec<Id<officer::Entity>>,
    /// Weights in the place of those of the settings.
    pub weights: Weights,
}

/// Weights in metres; those left out are the settings'.
#[derive(Clone, Copy, Default)]
pub struct Weights {
    /// An officer of another branch than fits the firm.
    pub branch_misfit_m: Option<i32>,
    /// An officer of another town.
    pub town_crossing_m: Option<i32>,
    /// Another officer than the present one.
    pub change_m: Option<i32>,
}

/// A plan as its reader saw it.
#[derive(Clone, Copy)]
pub struct SeenPlan {
    /// Which.
    pub id: Id<caseload_plan::Entity>,
    /// At which version.
    pub version: i32,
}

/// Begins to compute a plan. It goes on in the background; one that takes no longer than two seconds
/// has ended by the time this returns.
///
/// # Errors
/// `NotFound` for an unknown town or officer, `Invalid` for an unknown branch or a weight out of
/// range.
pub async fn propose_caseload_plan(
    viewer: &Viewer,
    planner: &Planner,
    key: Option<ClientKey>,
    new: NewPlan,
) -> Result<caseload_plan::Model> {
    let mut tx = viewer.begin(policy::COMPUTE).await?;
    if let Some(first) = tx.first_result::<caseload_plan::Entity>(key).await? {
        return Ok(first);
    }
    check_scope(&tx, &new).await?;
    let settings = settings::in_force(&tx).await?;
    let weights = &new.weights;
    let now = tx.clock().now();
    let row = caseload_plan::ActiveModel {
        id: Set(tx.clock().new_id()),
        state: Set(State::Running),
        dry_run: Set(new.dry_run),
        note: Set(new.note),
        scale: Set(new.scale),
        towns: Set(Towns(new.towns.iter().map(|id| id.uuid()).collect())),
        branch: Set(new.branch),
        away: Set(Away(new.away.iter().map(|id| id.uuid()).collect())),
        caseload_lower: Set(settings.caseload_lower),
        caseload_upper: Set(settings.caseload_upper),
        branch_misfit_m: Set(weight(
            "branchMisfitM",
            weights.branch_misfit_m,
            settings.plan_branch_misfit_m,
        )?),
        town_crossing_m: Set(weight(
            "townCrossingM",
            weights.town_crossing_m,
            settings.plan_town_crossing_m,
        )?),
        change_m: Set(weight("changeM", weights.change_m, settings.plan_change_m)?),
        branch_fits: Set(settings.branch_fits),
        firms: Set(0),
        officers: Set(0),
        firms_done: Set(0),
        beat_at: Set(now),
        outcome: Set(None),
        proposed_by_id: Set(viewer.actor.user_id),
        decided_by_id: Set(None),
        decided_at: Set(None),
        decision_note: Set(None),
        computed_at: Set(None),
        applied_at: Set(None),
        version: Set(1),
        created_at: Set(now),
    };
    let plan = tx.insert(row).await?;
    tx.commit().await?;
    let mut computing = tokio::spawn(compute(planner.clone(), viewer.db().clone(), plan.clone()));
    if tokio::time::timeout(PATIENCE, &mut computing).await.is_err() {
        return Ok(plan);
    }
    Ok(viewer.scoped::<caseload_plan::Entity>().by_id(plan.id).await?.unwrap_or(plan))
}

async fn check_scope(tx: &Tx, new: &NewPlan) -> Result<()> {
    for town in &new.towns {
        tx.find::<town::Entity>(*town).await?;
    }
    for officer in &new.away {
        tx.find::<officer::Entity>(*officer).await?;
    }
    if let Some(code) = &new.branch {
        let of_code = branch::Column::Code.eq(code);
        let known = tx.scoped::<branch::Entity>().filter(of_code).one().await?;
        known.ok_or_else(|| Error::invalid("branch", NO_BRANCH))?;
    }
    Ok(())
}

fn weight(field: &'static str, given: Option<i32>, setting: i32) -> Result<i32> {
    match given {
        Some(metres) if !(0..=HEAVIEST_M).contains(&metres) => {
            Err(Error::invalid(field, input::OUT_OF_RANGE))
        }
        Some(metres) => Ok(metres),
        None => Ok(setting),
    }
}

/// Puts a draft before a leader.
///
/// # Errors
/// Those of every step: `Conflict` when `version` is stale, `IllegalState` when the lifecycle has no
/// such step.
pub async fn submit_caseload_plan(viewer: &Viewer, seen: SeenPlan) -> Result<caseload_plan::Model> {
    let (mut tx, before) = open(viewer, policy::PROPOSE, seen).await?;
    if before.state != State::Draft {
        return Err(Error::IllegalState(WRONG_STATE));
    }
    let plan = decide(&mut tx, viewer, &before, Step::Propose, None).await?;
    tx.commit().await?;
    Ok(plan)
}

/// Agrees to a plan; it can be applied then.
///
/// # Errors
/// Those of every step.
pub async fn approve_caseload_plan(
    viewer: &Viewer,
    seen: SeenPlan,
    note: String,
) -> Result<caseload_plan::Model> {
    let (mut tx, before) = open(viewer, policy::APPROVE, seen).await?;
    let plan = decide(&mut tx, viewer, &before, Step::Approve, Some(note)).await?;
    tx.commit().await?;
    Ok(plan)
}

/// Does not agree to a plan.
///
/// # Errors
/// Those of every step.
pub async fn reject_caseload_plan(
    viewer: &Viewer,
    seen: SeenPlan,
    reason: String,
) -> Result<caseload_plan::Model> {
    let (mut tx, before) = open(viewer, policy::REJECT, seen).await?;
    let plan = decide(&mut tx, viewer, &before, Step::Reject, Some(reason)).await?;
    tx.commit().await?;
    Ok(plan)
}

/// Gives a plan up that is not applied; one that is computed stops within a second.
///
/// # Errors
/// Those of every step.
pub async fn cancel_caseload_plan(
    viewer: &Viewer,
    seen: SeenPlan,
    reason: String,
) -> Result<caseload_plan::Model> {
    let (mut tx, before) = open(viewer, policy::CANCEL, seen).await?;
    let plan = decide(&mut tx, viewer, &before, Step::Cancel, Some(reason)).await?;
    tx.commit().await?;
    Ok(plan)
}

/// Opens a step of a plan as its reader saw it.
pub(super) async fn open(
    viewer: &Viewer,
    action: Action,
    seen: SeenPlan,
) -> Result<(Tx, caseload_plan::Model)> {
    let tx = viewer.begin(action).await?;
    let before = tx.edit_at::<caseload_plan::Entity>(seen.id, seen.version).await?;
    Ok((tx, before))
}

/// Makes a step of a plan that is locked.
pub(super) async fn decide(
    tx: &mut Tx,
    viewer: &Viewer,
    before: &caseload_plan::Model,
    step: Step,
    note: Option<String>,
) -> Result<caseload_plan::Model> {
    let state = after(before.state, step).ok_or(Error::IllegalState(WRONG_STATE))?;
    let now = tx.clock().now();
    let mut next = caseload_plan::ActiveModel {
        state: Set(state),
        decided_by_id: Set(Some(viewer.actor.user_id)),
        decided_at: Set(Some(now)),
        ..Default::default()
    };
    if let Some(note) = note {
        next.decision_note = Set(Some(note));
    }
    if state == State::Applied {
        next.applied_at = Set(Some(now));
    }
    tx.update(before, next).await
}
