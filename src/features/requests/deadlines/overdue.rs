//! Notes that a due date passed: of a request that nobody took or answered in time, and of a step
//! of a chain that was not decided. The programme's part; no person may do it. The worker looks every
//! minute; whoever acts on something late before that leaves the same trace.

use entity::{
    Id, agency, agency::Level, escalation, request_event::Step, request_oversight, service_request,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, sea_query::ExprTrait};

use crate::{
    features::requests::{
        lifecycle::About,
        moves::{Maker, Move, make},
        policy,
    },
    platform::{
        Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
        tx::Tx,
    },
};

const WHY: &str = "worker: due dates pass";

/// Notes every due date that passed, each in a transaction of its own, and says how many. Each is
/// noted once, also by two servers that run this at once: it is locked and looked at again.
///
/// # Errors
/// Those of the database when they cannot be listed.
pub async fn note_overdue(database: &Database) -> Result<u64> {
    let now = database.clock().now();
    let unscoped = database.unscoped(WHY);
    let requests = {
        use service_request::Column;
        let late = Column::DueAt.lte(now).and(Column::FellDueAt.is_null());
        let late = Condition::all().add(late).add(Column::ClosedAt.is_null());
        unscoped.all::<service_request::Entity>(late).await?
    };
    let steps = {
        use escalation::Column;
        let late = Column::DueAt.lte(now).and(Column::FellDueAt.is_null());
        let late = Condition::all().add(late).add(Column::State.eq(escalation::State::Pending));
        unscoped.all::<escalation::Entity>(late).await?
    };
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut noted = 0;
    for request in requests {
        noted += count(request_falls_due(&db, request.id).await, || request.id.to_string());
    }
    for step in steps {
        let done = step_falls_due(&db, step.request_id, step.id).await;
        noted += count(done, || step.id.to_string());
    }
    Ok(noted)
}

/// One that fails is logged and does not keep the others.
fn count(done: Result<bool>, id: impl FnOnce() -> String) -> u64 {
    match done {
        Ok(was_noted) => u64::from(was_noted),
        Err(error) => {
            tracing::error!(row.id = id(), ?error, "passed due date not noted");
            0
        }
    }
}

/// Whether it was this call that noted it.
async fn request_falls_due(db: &Db, id: Id<service_request::Entity>) -> Result<bool> {
    let mut tx = db.begin(policy::FALL_DUE).await?;
    let before = tx.edit::<service_request::Entity>(id).await?;
    let noted = fall_due(&mut tx, &before).await?;
    tx.commit().await?;
    Ok(noted.is_some())
}

/// Notes that the due date of a request that is locked has passed, where it has and nobody did.
///
/// # Errors
/// Those of the database.
pub async fn fall_due(
    tx: &mut Tx,
    before: &service_request::Model,
) -> Result<Option<service_request::Model>> {
    let is_late = before.due_at.is_some_and(|due_at| due_at <= tx.clock().now());
    if !is_late || before.fell_due_at.is_some() {
        return Ok(None);
    }
    tx.consequence(Some(policy::FALL_DUE));
    if let Some(handling) = before.agency_id {
        oversee(tx, before, handling).await?;
    }
    let passed = Move::noting(Step::FallDue, String::new());
    let request = make(tx, Maker::System, before, passed).await?;
    tx.consequence(None);
    Ok(Some(request))
}

/// Whether it was this call that noted it.
async fn step_falls_due(
    db: &Db,
    request: Id<service_request::Entity>,
    id: Id<escalation::Entity>,
) -> Result<bool> {
    let mut tx = db.begin(policy::DECIDE_LATE).await?;
    let request = tx.lock::<service_request::Entity>(request).await?;
    let before = tx.edit::<escalation::Entity>(id).await?;
    let noted = step_fall_due(&mut tx, &request, &before).await?;
    tx.commit().await?;
    Ok(noted.is_some())
}

/// Notes that the due date of a step that is locked with its request has passed, where it has and
/// nobody did.
///
/// # Errors
/// Those of the database.
pub async fn step_fall_due(
    tx: &mut Tx,
    request: &service_request::Model,
    before: &escalation::Model,
) -> Result<Option<(service_request::Model, escalation::Model)>> {
    let now = tx.clock().now();
    let is_late = before.due_at.is_some_and(|due_at| due_at <= now);
    if !is_late || before.fell_due_at.is_some() {
        return Ok(None);
    }
    tx.consequence(Some(policy::DECIDE_LATE));
    let late = escalation::ActiveModel { fell_due_at: Set(Some(now)), ..Default::default() };
    let step = tx.update(before, late).await?;
    oversee(tx, request, step.agency_id).await?;
    let about = About::Escalation(step.id, step.attempt);
    let passed = Move { about, ..Move::noting(Step::FallDue, String::new()) };
    let request = make(tx, Maker::System, request, passed).await?;
    tx.consequence(None);
    Ok(Some((request, step)))
}

/// Lets the parent of the agency that is late read the request: never one above the county.
async fn oversee(
    tx: &mut Tx,
    request: &service_request::Model,
    late: Id<agency::Entity>,
) -> Result<()> {
    let Some(parent) = tx.find::<agency::Entity>(late).await?.parent_id else { return Ok(()) };
    let parent = tx.find::<agency::Entity>(parent).await?;
    if matches!(parent.level, Level::City | Level::Province) {
        return Ok(());
    }
    use request_oversight::Column;
    let known = Column::RequestId.eq(request.id).and(Column::AgencyId.eq(parent.id));
    if tx.count_for_rule::<request_oversight::Entity>(known).await? > 0 {
        return Ok(());
    }
    let row = request_oversight::ActiveModel {
        id: Set(tx.clock().new_id()),
        request_id: Set(request.id),
        agency_id: Set(parent.id),
        since: Set(tx.clock().now()),
    };
    tx.insert(row).await?;
    Ok(())
}
