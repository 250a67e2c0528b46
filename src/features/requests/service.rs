//! The steps of a request: one function a use case. Each locks the request, moves it along the
//! lifecycle and adds one event to its timeline, in one transaction.

use entity::{
    Id, agency, mechanism, officer,
    request_event::{self, Step},
    service_request::{self, Outcome},
    user::Role,
};

use super::{
    lifecycle::Route,
    moves::{Maker, Move, Words, make},
    policy::{action_of, may_take},
};
use crate::{
    features::{agencies::service::find_present, mechanisms::edition_in_force},
    platform::{Error, Result, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer},
};

const NOWHERE: Reason = Reason {
    code: "nowhere",
    zh: "请指明转办单位或承办民警",
    en: "Name an agency or an officer to route it to",
};
const OTHER_AGENCY: Reason = Reason {
    code: "other_agency",
    zh: "承办民警不属于该单位",
    en: "The officer is of another agency",
};

/// A request as its reader saw it.
#[derive(Clone, Copy)]
pub struct Seen {
    /// Which.
    pub id: Id<service_request::Entity>,
    /// At which version.
    pub version: i32,
}

/// Where a request is to go.
pub struct Destination {
    /// The agency; that of the officer when left out.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The officer there.
    pub handler_id: Option<Id<officer::Entity>>,
}

/// Takes a request, and says by which procedure it is handled. An officer who takes one that nobody
/// has in hand is in charge of it.
///
/// # Errors
/// `Invalid` for a procedure that is no longer followed. Those of every step: `NotFound` out of reach, `Forbidden` for the other side, `Conflict` when
/// `version` is stale, `IllegalState` when the lifecycle has no such step.
pub async fn accept_request(
    viewer: &Viewer,
    seen: Seen,
    mechanism_id: Option<Id<mechanism::Entity>>,
    note: String,
) -> Result<service_request::Model> {
    let (mut tx, before) = open(viewer, seen, Step::Accept).await?;
    let mut step = Move::noting(Step::Accept, note);
    if before.handler_id.is_none() && viewer.actor.role == Role::Officer {
        let handler_id = viewer.actor.officer_id;
        step.route = Some(Route { agency_id: before.agency_id, handler_id });
    }
    if let Some(id) = mechanism_id {
        step.mechanism_edition_id = Some(edition_in_force(&tx, "mechanismId", id).await?);
    }
    let request = make(&mut tx, Maker::Person(&viewer.actor), &before, step).await?;
    tx.commit().await?;
    Ok(request)
}

/// Refuses a request, with a reason that the requester sees.
///
/// # Errors
/// Those of every step.
pub async fn reject_request(
    viewer: &Viewer,
    seen: Seen,
    reason: String,
) -> Result<service_request::Model> {
    take(viewer, seen, Move::noting(Step::Reject, reason)).await
}

/// Sends a request to another agency or officer; it keeps its state.
///
/// # Errors
/// Those of every step; `Invalid` when it names nobody, or an officer of another agency.
pub async fn route_request(
    viewer: &Viewer,
    seen: Seen,
    to: Destination,
    note: String,
) -> Result<service_request::Model> {
    let (mut tx, before) = open(viewer, seen, Step::Route).await?;
    let route = find_destination(&tx, to).await?;
    let step = Move { route: Some(route), ..Move::noting(Step::Route, note) };
    let request = make(&mut tx, Maker::Person(&viewer.actor), &before, step).await?;
    tx.commit().await?;
    Ok(request)
}

/// Begins the work on a request.
///
/// # Errors
/// Those of every step.
pub async fn start_request(
    viewer: &Viewer,
    seen: Seen,
    note: String,
) -> Result<service_request::Model> {
    take(viewer, seen, Move::noting(Step::Start, note)).await
}

/// Adds a note to a timeline. It moves nothing, so that it needs no version.
///
/// # Errors
/// Those of every step, save `Conflict`.
pub async fn add_note(
    viewer: &Viewer,
    key: Option<ClientKey>,
    id: Id<service_request::Entity>,
    words: Words,
) -> Result<service_request::Model> {
    let mut tx = viewer.begin(action_of(Step::Note)).await?;
    if tx.first_result::<request_event::Entity>(key).await?.is_some() {
        return tx.find::<service_request::Entity>(id).await;
    }
    let before = tx.edit::<service_request::Entity>(id).await?;
    refuse_other_side(&tx, viewer, &before, Step::Note)?;
    let step = Move::saying(Step::Note, words);
    let request = make(&mut tx, Maker::Person(&viewer.actor), &before, step).await?;
    tx.commit().await?;
    Ok(request)
}

/// Puts a question to the requester; the clock pauses until the answer.
///
/// # Errors
/// Those of every step.
pub async fn ask_requester(
    viewer: &Viewer,
    seen: Seen,
    question: Words,
) -> Result<service_request::Model> {
    take(viewer, seen, Move::saying(Step::Ask, question)).await
}

/// Answers the question; the clock goes on.
///
/// # Errors
/// Those of every step.
pub async fn answer_question(
    viewer: &Viewer,
    seen: Seen,
    answer: Words,
) -> Result<service_request::Model> {
    take(viewer, seen, Move::saying(Step::Answer, answer)).await
}

/// Answers a request with an outcome.
///
/// # Errors
/// Those of every step.
pub async fn resolve_request(
    viewer: &Viewer,
    seen: Seen,
    outcome: Outcome,
    words: Words,
) -> Result<service_request::Model> {
    let step = Move { outcome: Some(outcome), ..Move::saying(Step::Resolve, words) };
    take(viewer, seen, step).await
}

/// Confirms that a request is done.
///
/// # Errors
/// Those of every step.
pub async fn confirm_request(
    viewer: &Viewer,
    seen: Seen,
    note: String,
) -> Result<service_request::Model> {
    take(viewer, seen, Move::noting(Step::Confirm, note)).await
}

/// Says that a resolved request is not done; it is worked on again.
///
/// # Errors
/// Those of every step.
pub async fn reopen_request(
    viewer: &Viewer,
    seen: Seen,
    reason: String,
) -> Result<service_request::Model> {
    take(viewer, seen, Move::noting(Step::Reopen, reason)).await
}

/// Takes a request back.
///
/// # Errors
/// Those of every step.
pub async fn withdraw_request(
    viewer: &Viewer,
    seen: Seen,
    reason: String,
) -> Result<service_request::Model> {
    take(viewer, seen, Move::noting(Step::Withdraw, reason)).await
}

async fn take(viewer: &Viewer, seen: Seen, step: Move) -> Result<service_request::Model> {
    let (mut tx, before) = open(viewer, seen, step.step).await?;
    let request = make(&mut tx, Maker::Person(&viewer.actor), &before, step).await?;
    tx.commit().await?;
    Ok(request)
}

/// Opens a step and locks its request.
async fn open(viewer: &Viewer, seen: Seen, step: Step) -> Result<(Tx, service_request::Model)> {
    let tx = viewer.begin(action_of(step)).await?;
    let before = tx.edit_at::<service_request::Entity>(seen.id, seen.version).await?;
    refuse_other_side(&tx, viewer, &before, step)?;
    Ok((tx, before))
}

fn refuse_other_side(
    tx: &Tx,
    viewer: &Viewer,
    request: &service_request::Model,
    step: Step,
) -> Result<()> {
    if may_take(&viewer.actor, request, step) { Ok(()) } else { Err(Error::forbidden(tx.action())) }
}

async fn find_destination(tx: &Tx, to: Destination) -> Result<Route> {
    let handler = match to.handler_id {
        Some(id) => Some(tx.find::<officer::Entity>(id).await?),
        None => None,
    };
    let agency_id = match (to.agency_id, &handler) {
        (Some(id), _) => find_present(tx, "agencyId", id).await?.id,
        (None, Some(handler)) => handler.agency_id,
        (None, None) => return Err(Error::invalid("agencyId", NOWHERE)),
    };
    if handler.as_ref().is_some_and(|handler| handler.agency_id != agency_id) {
        return Err(Error::invalid("handlerId", OTHER_AGENCY));
    }
    Ok(Route { agency_id: Some(agency_id), handler_id: handler.map(|handler| handler.id) })
}
