//! Forming, changing and dissolving task forces. Each locks the request first and the task force
//! then, as everything does that touches both.

use chrono::NaiveDate;
use entity::{
    Id, agency,
    request_event::{self, Step, Visibility},
    service_request, task_force, task_force_member,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::members::{self, NewMember};
use crate::{
    features::{
        agencies::service::find_present,
        requests::{
            lifecycle::About,
            moves::{Maker, Move, Words, make},
            policy::{self, action_of, is_handler, may_take},
            service::Seen,
        },
    },
    platform::{
        Error, Result, actor::Actor, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer,
    },
};

const PAST: Reason = Reason {
    code: "in_the_past",
    zh: "结束日期不能早于今天",
    en: "The last day cannot lie in the past",
};
const DISSOLVED: Reason =
    Reason { code: "dissolved", zh: "该专班已解散", en: "The task force is dissolved" };

/// A task force to be formed.
pub struct NewTaskForce {
    /// The request, as the one who forms it saw it.
    pub request: Seen,
    /// What it is called.
    pub name: String,
    /// What it is to reach.
    pub goal: String,
    /// The agency that leads it, which takes part as a whole.
    pub lead_agency_id: Id<agency::Entity>,
    /// The last day of its work.
    pub ends_on: NaiveDate,
    /// Who else takes part.
    pub members: Vec<NewMember>,
}

/// What changes of a task force; absent stays.
#[derive(Default)]
pub struct TaskForceChange {
    /// What it is called.
    pub name: Option<String>,
    /// What it is to reach.
    pub goal: Option<String>,
    /// The agency that leads it.
    pub lead_agency_id: Option<Id<agency::Entity>>,
    /// The last day of its work.
    pub ends_on: Option<NaiveDate>,
    /// Who joins.
    pub joining: Vec<NewMember>,
    /// Who leaves.
    pub leaving: Vec<Id<task_force_member::Entity>>,
}

/// A task force as its reader saw it.
#[derive(Clone, Copy)]
pub struct SeenForce {
    /// Which.
    pub id: Id<task_force::Entity>,
    /// At which version.
    pub version: i32,
}

/// Forms a task force for a request that is worked on.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who does not handle the request, `Conflict` when it has
/// changed since, `IllegalState` when it is not worked on or has a task force already.
pub async fn form_task_force(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewTaskForce,
) -> Result<task_force::Model> {
    let mut tx = viewer.begin(policy::FORM_TASK_FORCE).await?;
    if let Some(first) = tx.first_result::<task_force::Entity>(key).await? {
        return Ok(first);
    }
    let request =
        tx.edit_at::<service_request::Entity>(new.request.id, new.request.version).await?;
    if !may_take(&viewer.actor, &request, Step::FormTaskForce) {
        return Err(Error::forbidden(tx.action()));
    }
    let lead_agency_id = find_present(&tx, "leadAgencyId", new.lead_agency_id).await?.id;
    check_last_day(&tx, new.ends_on)?;
    let row = task_force::ActiveModel {
        id: Set(tx.clock().new_id()),
        request_id: Set(request.id),
        name: Set(new.name),
        goal: Set(new.goal),
        lead_agency_id: Set(lead_agency_id),
        ends_on: Set(new.ends_on),
        dissolved_at: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let force = tx.insert(row).await?;
    let lead = NewMember { agency_id: Some(lead_agency_id), officer_id: None };
    members::add(&mut tx, force.id, "leadAgencyId", vec![lead]).await?;
    members::add(&mut tx, force.id, "members", new.members).await?;
    let step = about(&force, Step::FormTaskForce, Words::shared(force.name.clone()));
    make(&mut tx, Maker::Person(&viewer.actor), &request, step).await?;
    tx.commit().await?;
    Ok(force)
}

/// Changes what a task force is, and who takes part.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who neither handles the request nor leads the task
/// force, `Conflict` when it has changed since, `IllegalState` when it is dissolved.
pub async fn update_task_force(
    viewer: &Viewer,
    seen: SeenForce,
    change: TaskForceChange,
) -> Result<task_force::Model> {
    let (mut tx, request, before) = open(viewer, seen, Step::ChangeTaskForce).await?;
    let mut next = task_force::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if let Some(goal) = change.goal {
        next.goal = Set(goal);
    }
    if let Some(ends_on) = change.ends_on {
        check_last_day(&tx, ends_on)?;
        next.ends_on = Set(ends_on);
    }
    let mut joining = change.joining;
    if let Some(lead) = change.lead_agency_id {
        let lead = find_present(&tx, "leadAgencyId", lead).await?.id;
        next.lead_agency_id = Set(lead);
        joining.push(NewMember { agency_id: Some(lead), officer_id: None });
    }
    let lead = change.lead_agency_id.unwrap_or(before.lead_agency_id);
    members::remove(&mut tx, before.id, lead, &change.leaving).await?;
    members::add(&mut tx, before.id, "addMembers", joining).await?;
    let force = tx.update(&before, next).await?;
    let words = Words { visibility: Visibility::Internal, ..Words::shared(String::new()) };
    let step = about(&force, Step::ChangeTaskForce, words);
    make(&mut tx, Maker::Person(&viewer.actor), &request, step).await?;
    tx.commit().await?;
    Ok(force)
}

/// Adds minutes of a task force to the timeline of its request. It moves nothing.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who neither handles the request nor takes part,
/// `IllegalState` when it is dissolved.
pub async fn add_minutes(
    viewer: &Viewer,
    key: Option<ClientKey>,
    id: Id<task_force::Entity>,
    minutes: Words,
) -> Result<task_force::Model> {
    let mut tx = viewer.begin(policy::ADD_MINUTES).await?;
    if tx.first_result::<request_event::Entity>(key).await?.is_some() {
        return tx.find::<task_force::Entity>(id).await;
    }
    let request_id = tx.find::<task_force::Entity>(id).await?.request_id;
    let request = tx.lock::<service_request::Entity>(request_id).await?;
    let force = tx.edit::<task_force::Entity>(id).await?;
    check_living(&force)?;
    let step = about(&force, Step::Minute, minutes);
    make(&mut tx, Maker::Person(&viewer.actor), &request, step).await?;
    tx.commit().await?;
    Ok(force)
}

/// Dissolves a task force: its members see the request no more.
///
/// # Errors
/// As `update_task_force`.
pub async fn dissolve_task_force(
    viewer: &Viewer,
    seen: SeenForce,
    note: String,
) -> Result<task_force::Model> {
    let (mut tx, request, before) = open(viewer, seen, Step::DissolveTaskForce).await?;
    let step = about(&before, Step::DissolveTaskForce, Words::shared(note));
    make(&mut tx, Maker::Person(&viewer.actor), &request, step).await?;
    let force = dissolve(&mut tx, &before).await?;
    tx.commit().await?;
    Ok(force)
}

/// Ends the task force of a request that has ended.
///
/// # Errors
/// Those of the database.
pub async fn end(tx: &mut Tx, request: Id<service_request::Entity>) -> Result<()> {
    use task_force::Column;
    let living = Column::RequestId.eq(request).and(Column::DissolvedAt.is_null());
    for force in tx.lock_where::<task_force::Entity>(living).await? {
        dissolve(tx, &force).await?;
    }
    Ok(())
}

/// Dissolves a task force that is locked.
pub(super) async fn dissolve(tx: &mut Tx, before: &task_force::Model) -> Result<task_force::Model> {
    let now = tx.clock().now();
    let end = task_force::ActiveModel { dissolved_at: Set(Some(now)), ..Default::default() };
    tx.update(before, end).await
}

/// What a move of a task force is.
pub(super) fn about(force: &task_force::Model, step: Step, words: Words) -> Move {
    Move { about: About::TaskForce(force.id), ..Move::saying(step, words) }
}

/// Locks a task force and its request, for a change by who handles the one or leads the other.
async fn open(
    viewer: &Viewer,
    seen: SeenForce,
    step: Step,
) -> Result<(Tx, service_request::Model, task_force::Model)> {
    let tx = viewer.begin(action_of(step)).await?;
    let request_id = tx.find::<task_force::Entity>(seen.id).await?.request_id;
    let request = tx.lock::<service_request::Entity>(request_id).await?;
    let before = tx.edit_at::<task_force::Entity>(seen.id, seen.version).await?;
    if !is_handler(&viewer.actor, &request) && !leads(&viewer.actor, &before) {
        return Err(Error::forbidden(tx.action()));
    }
    check_living(&before)?;
    Ok((tx, request, before))
}

fn leads(actor: &Actor, force: &task_force::Model) -> bool {
    actor.agency_id == Some(force.lead_agency_id)
}

fn check_living(force: &task_force::Model) -> Result<()> {
    if force.dissolved_at.is_some() { Err(Error::IllegalState(DISSOLVED)) } else { Ok(()) }
}

fn check_last_day(tx: &Tx, ends_on: NaiveDate) -> Result<()> {
    if ends_on < tx.clock().today() { Err(Error::invalid("endsOn", PAST)) } else { Ok(()) }
}
