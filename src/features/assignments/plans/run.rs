//! The computation of a plan, beside the requests: it tells how far it is, stops when the plan is
//! cancelled, and writes down what came of it in one transaction.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI32, Ordering},
    },
    time::Duration,
};

use caseload_solver::{Problem, Progress, Solution, certificate, solve};
use chrono::TimeDelta;
use entity::{
    Id,
    caseload_plan::{self, Outcome, State},
    planned_assignment,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};
use tokio::{sync::Semaphore, task::spawn_blocking, time::sleep};

use super::{
    lifecycle::{Step, after},
    policy,
    problem::{Registers, question},
    result::{Planned, answer},
};
use crate::platform::{
    Error, Result,
    action::Action,
    actor::{Behalf, Origin},
    db::{Database, Db},
    tx::Tx,
};

/// How often a computation says how far it is.
const BEAT: Duration = Duration::from_millis(500);
/// One that has been silent for so long was cut off.
const SILENT: TimeDelta = TimeDelta::minutes(2);
const ABANDONED: &str = "worker: plans cut off by a crash";
const CUT_OFF: &str = "计算被中断，请重新提出方案";
const FAILED: &str = "计算失败，请重新提出方案";

/// The computations of this process: one at a time, since each takes a core and its memory.
#[derive(Clone, Debug)]
pub struct Planner(Arc<Semaphore>);

impl Default for Planner {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

/// How far a computation is, and whether it is to stop.
#[derive(Default)]
struct Watched {
    done: AtomicI32,
    stop: AtomicBool,
}

impl Watched {
    fn tell(&self, progress: Progress) -> ControlFlow<()> {
        self.done.store(i32::try_from(progress.done).unwrap_or(i32::MAX), Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// Computes a plan to its end. One that fails is cancelled, and the log says why.
pub(super) async fn compute(planner: Planner, db: Db, plan: caseload_plan::Model) {
    let id = plan.id;
    if let Err(error) = try_compute(&planner, &db, plan).await {
        tracing::error!(plan.id = %id, ?error, "plan not computed");
        if let Err(error) = give_up(&db, policy::CANCEL, id, FAILED).await {
            tracing::error!(plan.id = %id, ?error, "plan not cancelled");
        }
    }
}

async fn try_compute(planner: &Planner, db: &Db, plan: caseload_plan::Model) -> Result<()> {
    let watched = Arc::new(Watched::default());
    let Some(_turn) = beating(db, &plan, &watched, planner.0.acquire()).await? else {
        return Ok(());
    };
    let question = Arc::new(question(&plan, &Registers::read(db).await?));
    let asked = caseload_plan::ActiveModel {
        firms: Set(i32::try_from(question.firms.len()).unwrap_or(i32::MAX)),
        officers: Set(i32::try_from(question.officers.len()).unwrap_or(i32::MAX)),
        ..Default::default()
    };
    if !measure(db, plan.id, asked).await? {
        return Ok(());
    }
    let (of_solver, solved) = (Arc::clone(&watched), Arc::clone(&question));
    let solving = spawn_blocking(move || {
        let solution = solve(&solved.problem, &|progress| of_solver.tell(progress)).ok()?;
        Some(
            proven(&solved.problem, solution)
                .map(|(solution, cost)| answer(&solved, &solution, cost)),
        )
    });
    let Some(solved) = beating(db, &plan, &watched, solving).await? else { return Ok(()) };
    let Some((planned, outcome)) = solved.map_err(Error::internal)?.transpose()? else {
        return Ok(());
    };
    finish(db, &plan, planned, outcome).await
}

/// The solution with its cost, proven over every pair: a plan is never believed.
fn proven(problem: &Problem, solution: Solution) -> Result<(Solution, i64)> {
    match certificate::verify(problem, &solution) {
        Ok(verified) => Ok((solution, verified.total_cost)),
        Err(flaw) => Err(Error::internal(format!("a plan is not proven: {flaw:?}"))),
    }
}

/// Waits for something, and says meanwhile how far the plan is; nothing once it was cancelled.
async fn beating<T>(
    db: &Db,
    plan: &caseload_plan::Model,
    watched: &Watched,
    what: impl Future<Output = T>,
) -> Result<Option<T>> {
    let mut what = std::pin::pin!(what);
    loop {
        tokio::select! {
            done = &mut what => return Ok(Some(done)),
            () = sleep(BEAT) => {}
        }
        let done = watched.done.load(Ordering::Relaxed);
        let beat = caseload_plan::ActiveModel { firms_done: Set(done), ..Default::default() };
        if !measure(db, plan.id, beat).await? {
            watched.stop.store(true, Ordering::Relaxed);
            return Ok(None);
        }
    }
}

/// Writes how far the plan is; false once it is no longer computed.
async fn measure(
    db: &Db,
    id: Id<caseload_plan::Entity>,
    beat: caseload_plan::ActiveModel,
) -> Result<bool> {
    let mut tx = db.begin(policy::COMPUTE).await?;
    let before = tx.edit::<caseload_plan::Entity>(id).await?;
    if before.state != State::Running {
        return Ok(false);
    }
    let beat_at = Set(tx.clock().now());
    tx.update(&before, caseload_plan::ActiveModel { beat_at, ..beat }).await?;
    tx.commit().await?;
    Ok(true)
}

async fn finish(
    db: &Db,
    plan: &caseload_plan::Model,
    planned: Vec<Planned>,
    outcome: Outcome,
) -> Result<()> {
    let (action, step) =
        if plan.dry_run { (policy::DRAFT, Step::Draft) } else { (policy::PROPOSE, Step::Propose) };
    let mut tx = db.begin(action).await?;
    let before = tx.edit::<caseload_plan::Entity>(plan.id).await?;
    // Somebody cancelled it at the last moment.
    let Some(state) = after(before.state, step).filter(|_| before.state == State::Running) else {
        return Ok(());
    };
    let done = caseload_plan::ActiveModel {
        state: Set(state),
        firms_done: Set(before.firms),
        outcome: Set(Some(outcome)),
        computed_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(&before, done).await?;
    let rows =
        planned.into_iter().zip(1..).map(|(row, place)| planned_row(&tx, plan.id, row, place));
    let rows = rows.collect();
    tx.insert_many::<planned_assignment::ActiveModel>(rows).await?;
    tx.commit().await
}

fn planned_row(
    tx: &Tx,
    plan_id: Id<caseload_plan::Entity>,
    row: Planned,
    place: i32,
) -> planned_assignment::ActiveModel {
    let metres = |distance: Option<i64>| distance.and_then(|metres| i32::try_from(metres).ok());
    planned_assignment::ActiveModel {
        id: Set(tx.clock().new_id()),
        plan_id: Set(plan_id),
        place: Set(place),
        enterprise_id: Set(row.enterprise_id),
        present_officer_id: Set(row.present),
        officer_id: Set(row.officer),
        present_distance_m: Set(metres(row.present_distance)),
        distance_m: Set(metres(row.distance)),
        is_move: Set(row.is_move()),
        reason: Set(row.reason),
        misfit: Set(None),
    }
}

/// Cancels a plan that is still computed; whether it was.
async fn give_up(
    db: &Db,
    action: Action,
    id: Id<caseload_plan::Entity>,
    why: &str,
) -> Result<bool> {
    let mut tx = db.begin(action).await?;
    let before = tx.edit::<caseload_plan::Entity>(id).await?;
    if before.state != State::Running {
        return Ok(false);
    }
    let gone = caseload_plan::ActiveModel {
        state: Set(State::Cancelled),
        decision_note: Set(Some(why.to_owned())),
        decided_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(&before, gone).await?;
    tx.commit().await?;
    Ok(true)
}

/// Cancels the plans whose computation fell silent with its server, and says how many.
///
/// # Errors
/// Those of the database.
pub async fn cancel_abandoned(database: &Database) -> Result<u64> {
    use caseload_plan::Column;
    let silent = Column::BeatAt.lt(database.clock().now() - SILENT);
    let silent = silent.and(Column::State.eq(State::Running));
    let plans = database.unscoped(ABANDONED).all::<caseload_plan::Entity>(silent).await?;
    let db = database.on_behalf_of(Behalf::System(ABANDONED), Origin::default());
    let mut cancelled = 0;
    for plan in plans {
        cancelled += u64::from(give_up(&db, policy::ABANDON, plan.id, CUT_OFF).await?);
    }
    Ok(cancelled)
}
