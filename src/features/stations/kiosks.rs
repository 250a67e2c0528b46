//! Kiosks from the proposal to their retirement, save their heartbeats. Whether a proposal is
//! approved is decided by the escalations of its request, which call `approve_kiosk`.

use entity::{
    Id,
    kiosk::{self, State},
    liaison_station, service_request,
    text_list::TextList,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::{
    kiosk_lifecycle::{Step, after},
    kiosk_policy as policy,
    service::is_open,
};
use crate::{
    features::auth::{Home, NewMachine, insert_machine, issue_key, revoke_keys},
    platform::{
        Error, Result, error::Reason, idempotency::ClientKey, input, tx::Tx, viewer::Viewer,
    },
};

/// More than any machine serves a day.
const MOST_PEOPLE: i32 = 10_000;
/// What the keys of kiosks begin with, after `wq_`.
const KEY_KIND: &str = "kiosk";

const WRONG_STATE: Reason = Reason {
    code: "wrong_state",
    zh: "自助机的当前状态不允许此操作",
    en: "The kiosk does not stand so that this can be done",
};
const STATION_CLOSED: Reason =
    Reason { code: "station_closed", zh: "该联络站已关闭", en: "The station is closed" };
const REQUEST_ENDED: Reason =
    Reason { code: "request_ended", zh: "该诉求已办结", en: "The request has ended" };

/// A kiosk to be proposed.
pub struct NewKiosk {
    /// Where it is to stand.
    pub station_id: Id<liaison_station::Entity>,
    /// The request that asks for it.
    pub request_id: Option<Id<service_request::Entity>>,
    /// What kind of machine it is.
    pub name: String,
    /// The kinds of documents it issues.
    pub services: Vec<String>,
    /// How many people it is rated to serve a day.
    pub daily_capacity: i32,
    /// Why it is wanted.
    pub reason: String,
}

/// The state after a step of this kiosk.
///
/// # Errors
/// `IllegalState` when there is no such step.
pub(super) fn next(kiosk: &kiosk::Model, step: Step) -> Result<State> {
    after(kiosk.state, step).ok_or(Error::IllegalState(WRONG_STATE))
}

/// Proposes a kiosk for a station.
///
/// # Errors
/// `NotFound` when the request is out of reach; `Invalid` when it has ended, the station is closed or
/// no services are named.
pub async fn propose_kiosk(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewKiosk,
) -> Result<kiosk::Model> {
    let mut tx = viewer.begin(policy::PROPOSE).await?;
    if let Some(first) = tx.first_result::<kiosk::Entity>(key).await? {
        return Ok(first);
    }
    if let Some(id) = new.request_id {
        // Locked, so that it does not end before the proposal that would end with it.
        let request = tx.lock::<service_request::Entity>(id).await?;
        if request.closed_at.is_some() {
            return Err(Error::invalid("requestId", REQUEST_ENDED));
        }
    }
    let station = tx.find::<liaison_station::Entity>(new.station_id).await?;
    if !is_open(station.closed_on, tx.clock().today()) {
        return Err(Error::invalid("stationId", STATION_CLOSED));
    }
    if new.services.is_empty() {
        return Err(Error::invalid("services", input::EMPTY));
    }
    if !(1..=MOST_PEOPLE).contains(&new.daily_capacity) {
        return Err(Error::invalid("dailyCapacity", input::OUT_OF_RANGE));
    }
    let row = kiosk::ActiveModel {
        id: Set(tx.clock().new_id()),
        station_id: Set(station.id),
        name: Set(new.name),
        services: Set(TextList(new.services)),
        daily_capacity: Set(new.daily_capacity),
        reason: Set(new.reason),
        request_id: Set(new.request_id),
        proposed_by_id: Set(viewer.actor.user_id),
        state: Set(State::Proposed),
        user_id: Set(None),
        approved_at: Set(None),
        installed_at: Set(None),
        last_beat_at: Set(None),
        last_sequence: Set(0),
        seen_sequences: Set(0),
        retired_at: Set(None),
        retire_reason: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let kiosk = tx.insert(row).await?;
    tx.commit().await?;
    Ok(kiosk)
}

/// Approves a proposed kiosk inside the write that decides on it: the last approval of its request's
/// escalations.
///
/// # Errors
/// `IllegalState` when it is not PROPOSED.
pub async fn approve_kiosk(tx: &mut Tx, id: Id<kiosk::Entity>) -> Result<kiosk::Model> {
    let before = tx.lock::<kiosk::Entity>(id).await?;
    let approved = kiosk::ActiveModel {
        state: Set(next(&before, Step::Approve)?),
        approved_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    tx.update(&before, approved).await
}

/// Refuses a proposed kiosk inside the write that does so: an escalation is refused, or the request
/// taken back.
///
/// # Errors
/// `IllegalState` when it is not PROPOSED.
pub async fn refuse_kiosk(tx: &mut Tx, id: Id<kiosk::Entity>) -> Result<kiosk::Model> {
    let before = tx.lock::<kiosk::Entity>(id).await?;
    let state = Set(next(&before, Step::Refuse)?);
    tx.update(&before, kiosk::ActiveModel { state, ..Default::default() }).await
}

/// Refuses what was proposed for a request and is not decided: the request has ended.
///
/// # Errors
/// Those of the database.
pub async fn refuse_proposals(tx: &mut Tx, request: Id<service_request::Entity>) -> Result<()> {
    use kiosk::Column;
    let undecided = Column::RequestId.eq(request).and(Column::State.eq(State::Proposed));
    for kiosk in tx.lock_where::<kiosk::Entity>(undecided).await? {
        refuse_kiosk(tx, kiosk.id).await?;
    }
    Ok(())
}

/// Puts an approved kiosk in place and gives the key it signs in with, which cannot be had again.
/// Done once more before the first heartbeat, it gives another key, and the first one is dead.
///
/// # Errors
/// `Conflict` when `version` is stale, `IllegalState` when it is not approved or runs already.
pub async fn install_kiosk(
    viewer: &Viewer,
    id: Id<kiosk::Entity>,
    version: i32,
) -> Result<(kiosk::Model, String)> {
    let mut tx = viewer.begin(policy::INSTALL).await?;
    let before = tx.edit_at::<kiosk::Entity>(id, version).await?;
    let state = next(&before, Step::Install)?;
    let user_id = match before.user_id {
        Some(user_id) => {
            revoke_keys(&mut tx, user_id).await?;
            user_id
        }
        None => {
            let station = tx.find::<liaison_station::Entity>(before.station_id).await?;
            let machine = NewMachine {
                username: id.to_string(),
                name: before.name.clone(),
                home: Home { agency_id: Some(station.agency_id), ..Home::default() },
            };
            insert_machine(&mut tx, machine).await?.id
        }
    };
    let key = issue_key(&mut tx, user_id, KEY_KIND, &before.name, None).await?;
    let installed = kiosk::ActiveModel {
        state: Set(state),
        user_id: Set(Some(user_id)),
        installed_at: Set(Some(tx.clock().now())),
        ..Default::default()
    };
    let kiosk = tx.update(&before, installed).await?;
    tx.commit().await?;
    Ok((kiosk, key))
}

/// Takes a kiosk out of service for good; its key is dead.
///
/// # Errors
/// `Conflict` when `version` is stale, `IllegalState` when it was never approved or has ended.
pub async fn retire_kiosk(
    viewer: &Viewer,
    id: Id<kiosk::Entity>,
    version: i32,
    reason: String,
) -> Result<kiosk::Model> {
    let mut tx = viewer.begin(policy::RETIRE).await?;
    let before = tx.edit_at::<kiosk::Entity>(id, version).await?;
    let retired = kiosk::ActiveModel {
        state: Set(next(&before, Step::Retire)?),
        retired_at: Set(Some(tx.clock().now())),
        retire_reason: Set(Some(reason)),
        ..Default::default()
    };
    let kiosk = tx.update(&before, retired).await?;
    if let Some(user_id) = kiosk.user_id {
        revoke_keys(&mut tx, user_id).await?;
    }
    tx.commit().await?;
    Ok(kiosk)
}
