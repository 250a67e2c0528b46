//! Sending, deciding and resubmitting the steps of a chain. Each locks the request first and the
//! step then, as everything does that touches both.

use chrono::{DateTime, Utc};
use entity::{
    Id,
    escalation::{self, ChainStep, ChainSteps, State},
    kiosk,
    request_event::Step,
    service_request,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::{
    lifecycle::{self, Attempt},
    path::{Path, find_path, present},
};
use crate::{
    features::{
        calendar::Due,
        requests::{
            deadlines::{service::due_in_days, step_fall_due},
            lifecycle::About,
            moves::{Maker, Move, Words, make},
            policy::{self, action_of, may_decide, may_take},
            service::Seen,
        },
        stations::{approve_kiosk, refuse_kiosk},
    },
    platform::{Error, Result, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer},
};

const NOT_PENDING: Reason = Reason {
    code: "escalation_wrong_state",
    zh: "该上报的当前状态不允许此操作",
    en: "The escalation does not stand so that this can be done",
};

const NOT_PROPOSED: Reason = Reason {
    code: "kiosk_not_proposed",
    zh: "该一体机不是本诉求提出的待批设备",
    en: "The kiosk is not proposed for this request",
};
const ASKED_ALREADY: Reason = Reason {
    code: "kiosk_asked_already",
    zh: "该一体机已在上报审批中",
    en: "A chain about this kiosk is under way",
};

/// A chain to be begun.
pub struct NewEscalation {
    /// The request, as the sender saw it.
    pub request: Seen,
    /// What is asked for, in one line.
    pub subject: String,
    /// Who decides in turn.
    pub path: Path,
    /// The kiosk that it is about.
    pub kiosk_id: Option<Id<kiosk::Entity>>,
    /// The reasons.
    pub words: Words,
}

/// What an agency decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug, async_graphql::Enum)]
#[graphql(name = "EscalationDecision")]
pub enum Decision {
    /// 同意.
    Approve,
    /// 不同意: the chain ends.
    Refuse,
    /// 退回补充: asks for more.
    Return,
}

impl Decision {
    const fn step(self) -> Step {
        match self {
            Self::Approve => Step::Approve,
            Self::Refuse => Step::Refuse,
            Self::Return => Step::Return,
        }
    }
}

/// A step of a chain as its reader saw it.
#[derive(Clone, Copy)]
pub struct SeenStep {
    /// Which.
    pub id: Id<escalation::Entity>,
    /// At which version.
    pub version: i32,
}

/// Asks a higher agency for a decision: begins a chain with its first step.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who does not handle the request, `Conflict` when it has
/// changed since, `IllegalState` when it is not worked on, `Invalid` when the path does not climb.
pub async fn escalate_request(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewEscalation,
) -> Result<escalation::Model> {
    let mut tx = viewer.begin(policy::ESCALATE).await?;
    if let Some(first) = tx.first_result::<escalation::Entity>(key).await? {
        return Ok(first);
    }
    let request =
        tx.edit_at::<service_request::Entity>(new.request.id, new.request.version).await?;
    if !may_take(&viewer.actor, &request, Step::Escalate) {
        return Err(Error::forbidden(tx.action()));
    }
    let path = find_path(&tx, &request, new.path).await?;
    if let Some(kiosk) = new.kiosk_id {
        check_kiosk(&mut tx, kiosk, request.id).await?;
    }
    let chain =
        Chain { id: None, place: 1, subject: new.subject, kiosk_id: new.kiosk_id, steps: path };
    let maker = Maker::Person(&viewer.actor);
    let (_, first) = begin(&mut tx, maker, &request, chain, new.words).await?;
    tx.commit().await?;
    Ok(first)
}

/// Decides a step for the agency that is asked. The last approval of a chain is the chain's.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for everybody but the agency's CHIEF, PARTNER or LEADER,
/// `Conflict` when the step has changed since, `IllegalState` when it is not PENDING.
pub async fn decide_escalation(
    viewer: &Viewer,
    seen: SeenStep,
    decision: Decision,
    opinion: Words,
) -> Result<escalation::Model> {
    let mut tx = viewer.begin(action_of(decision.step())).await?;
    let (request, before) = open(&tx, seen).await?;
    if !may_decide(&viewer.actor, &before) {
        return Err(Error::forbidden(tx.action()));
    }
    let maker = Maker::Person(&viewer.actor);
    let (request, decided) =
        advance(&mut tx, maker, (&request, &before), decision.step(), opinion).await?;
    if let Some(kiosk) = decided.kiosk_id {
        match decided.state {
            State::Approved if decided.rest.0.is_empty() => {
                drop(approve_kiosk(&mut tx, kiosk).await?)
            }
            State::Refused => drop(refuse_kiosk(&mut tx, kiosk).await?),
            State::Approved | State::Pending | State::Returned | State::Ended => {}
        }
    }
    if decided.state == State::Approved && !decided.rest.0.is_empty() {
        let chain = Chain {
            id: Some(decided.chain_id),
            place: decided.place + 1,
            subject: decided.subject.clone(),
            kiosk_id: decided.kiosk_id,
            steps: decided.rest.0.clone(),
        };
        let silent = Words::shared(String::new());
        begin(&mut tx, Maker::System, &request, chain, silent).await?;
    }
    tx.commit().await?;
    Ok(decided)
}

/// Sends what was asked for, as a new attempt of the step that was returned.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who does not handle the request, `Conflict` when the
/// step has changed since, `IllegalState` when it is not RETURNED.
pub async fn resubmit_escalation(
    viewer: &Viewer,
    seen: SeenStep,
    words: Words,
) -> Result<escalation::Model> {
    let mut tx = viewer.begin(policy::RESUBMIT).await?;
    let (request, before) = open(&tx, seen).await?;
    if !may_take(&viewer.actor, &request, Step::Resubmit) {
        return Err(Error::forbidden(tx.action()));
    }
    let maker = Maker::Person(&viewer.actor);
    let (_, sent) = advance(&mut tx, maker, (&request, &before), Step::Resubmit, words).await?;
    tx.commit().await?;
    Ok(sent)
}

/// Ends what waits for a decision of a request that is not worked on any more.
///
/// # Errors
/// Those of the database.
pub async fn end_open(tx: &mut Tx, request: Id<service_request::Entity>) -> Result<()> {
    use escalation::Column;
    let open = Column::RequestId.eq(request).and(Column::State.is_in(lifecycle::OPEN));
    for step in tx.lock_where::<escalation::Entity>(open).await? {
        let ended = escalation::ActiveModel {
            state: Set(State::Ended),
            due_at: Set(None),
            due_provisional: Set(false),
            ..Default::default()
        };
        tx.update(&step, ended).await?;
    }
    Ok(())
}

/// A chain is about a kiosk that is proposed for its request, and no other chain decides it.
async fn check_kiosk(
    tx: &mut Tx,
    id: Id<kiosk::Entity>,
    request: Id<service_request::Entity>,
) -> Result<()> {
    let kiosk = tx.lock::<kiosk::Entity>(id).await?;
    let is_others = kiosk.request_id.is_some_and(|of| of != request);
    if is_others || kiosk.state != kiosk::State::Proposed {
        return Err(Error::invalid("kioskId", NOT_PROPOSED));
    }
    if kiosk.request_id.is_none() {
        let tie = kiosk::ActiveModel { request_id: Set(Some(request)), ..Default::default() };
        tx.update(&kiosk, tie).await?;
    }
    use escalation::Column;
    let open = Column::KioskId.eq(id).and(Column::State.is_in(lifecycle::OPEN));
    if tx.count_for_rule::<escalation::Entity>(open).await? > 0 {
        return Err(Error::invalid("kioskId", ASKED_ALREADY));
    }
    Ok(())
}

/// A chain of which the first of `steps` is to begin.
struct Chain {
    /// None for a new one.
    id: Option<Id<escalation::Entity>>,
    place: i32,
    subject: String,
    kiosk_id: Option<Id<kiosk::Entity>>,
    steps: Vec<ChainStep>,
}

async fn begin(
    tx: &mut Tx,
    maker: Maker<'_>,
    request: &service_request::Model,
    chain: Chain,
    words: Words,
) -> Result<(service_request::Model, escalation::Model)> {
    let Some((first, rest)) = chain.steps.split_first() else {
        return Err(Error::internal("a chain without a step"));
    };
    // It may have been reorganised since the chain was begun.
    let agency = present(tx, Id::from_uuid(first.agency_id)).await?;
    let now = tx.clock().now();
    let due = due_in_days(tx, first.days, now).await?;
    let id = tx.clock().new_id();
    let row = escalation::ActiveModel {
        id: Set(id),
        request_id: Set(request.id),
        chain_id: Set(chain.id.unwrap_or(id)),
        place: Set(chain.place),
        agency_id: Set(agency.id),
        subject: Set(chain.subject),
        kiosk_id: Set(chain.kiosk_id),
        days: Set(first.days),
        state: Set(State::Pending),
        attempt: Set(1),
        rest: Set(ChainSteps(rest.to_vec())),
        sent_at: Set(now),
        due_at: Set(Some(due.at)),
        due_provisional: Set(due.provisional),
        due_computed_at: Set(now),
        fell_due_at: Set(None),
        decided_at: Set(None),
        version: Set(1),
        created_at: Set(now),
    };
    let step = tx.insert(row).await?;
    let request = make(tx, maker, request, saying(&step, Step::Escalate, words)).await?;
    Ok((request, step))
}

/// Locks a step and its request.
async fn open(tx: &Tx, seen: SeenStep) -> Result<(service_request::Model, escalation::Model)> {
    let request_id = tx.find::<escalation::Entity>(seen.id).await?.request_id;
    let request = tx.lock::<service_request::Entity>(request_id).await?;
    Ok((request, tx.edit_at::<escalation::Entity>(seen.id, seen.version).await?))
}

/// Moves a step along its lifecycle, with one event of the request's timeline.
async fn advance(
    tx: &mut Tx,
    maker: Maker<'_>,
    (request, before): (&service_request::Model, &escalation::Model),
    step: Step,
    words: Words,
) -> Result<(service_request::Model, escalation::Model)> {
    let late = step_fall_due(tx, request, before).await?;
    let (request, before) = late.as_ref().map_or((request, before), |(late, step)| (late, step));
    let stands = Attempt { state: before.state, attempt: before.attempt };
    let next = lifecycle::step(Some(stands), step).ok_or(Error::IllegalState(NOT_PENDING))?;
    let now = tx.clock().now();
    let row = escalation::ActiveModel {
        state: Set(next.state),
        attempt: Set(next.attempt),
        ..match next.state {
            State::Pending => sent(now, &due_in_days(tx, before.days, now).await?),
            State::Approved | State::Refused | State::Returned | State::Ended => decided(now),
        }
    };
    let after = tx.update(before, row).await?;
    let request = make(tx, maker, request, saying(&after, step, words)).await?;
    Ok((request, after))
}

fn sent(now: DateTime<Utc>, due: &Due) -> escalation::ActiveModel {
    escalation::ActiveModel {
        sent_at: Set(now),
        due_at: Set(Some(due.at)),
        due_provisional: Set(due.provisional),
        due_computed_at: Set(now),
        fell_due_at: Set(None),
        ..Default::default()
    }
}

fn decided(now: DateTime<Utc>) -> escalation::ActiveModel {
    escalation::ActiveModel {
        due_at: Set(None),
        due_provisional: Set(false),
        decided_at: Set(Some(now)),
        ..Default::default()
    }
}

fn saying(step: &escalation::Model, kind: Step, words: Words) -> Move {
    Move { about: About::Escalation(step.id, step.attempt), ..Move::saying(kind, words) }
}
