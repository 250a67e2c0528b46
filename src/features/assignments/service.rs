//! Linking officers and firms. Rule 1 holds under races: the officer's row is locked while the
//! caseload is counted, and one open link of a firm is a unique index.

use entity::{Id, assignment, enterprise, officer, pair_rule, programme_setting, user::Role};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::{limits::Limits, policy};
use crate::{
    features::{enterprises::find_present, settings},
    platform::{
        Error, Result, actor::Actor, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer,
    },
};

const CASELOAD_FULL: Reason = Reason {
    code: "caseload_full",
    zh: "该民警挂联户数已达上限",
    en: "The officer's caseload is at the upper limit",
};
const BANNED: Reason = Reason {
    code: "pair_banned",
    zh: "该民警与该企业不得挂联（回避）",
    en: "This officer must not look after this firm",
};
const PINNED: Reason = Reason {
    code: "pair_pinned",
    zh: "该挂联关系已固定，请先解除固定",
    en: "The pair is pinned: lift the pin first",
};
const NOT_ASSIGNED: Reason = Reason {
    code: "not_assigned",
    zh: "该企业目前没有挂联民警",
    en: "Nobody looks after this firm now",
};
const SAME_OFFICER: Reason =
    Reason { code: "same_officer", zh: "两者是同一名民警", en: "It is the same officer" };
const ENDED: Reason =
    Reason { code: "assignment_ended", zh: "该挂联已结束", en: "The assignment has ended" };

/// Links a firm that has no officer to one.
///
/// # Errors
/// `LimitReached` when the officer has the upper limit, `IllegalState` when the firm has an
/// officer or the pair is banned, `NotFound` for a firm or an officer out of reach.
pub async fn assign_enterprise(
    viewer: &Viewer,
    key: Option<ClientKey>,
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
    note: String,
) -> Result<assignment::Model> {
    let mut tx = viewer.begin(policy::ASSIGN).await?;
    if let Some(first) = tx.first_result::<assignment::Entity>(key).await? {
        return Ok(first);
    }
    let officer = lock_officer(&tx, &viewer.actor, officer_id).await?;
    find_present(&tx, enterprise_id).await?;
    if open_link(&tx, enterprise_id).await?.is_some() {
        return Err(Error::IllegalState(policy::ASSIGNED_ALREADY));
    }
    refuse_banned(&tx, enterprise_id, officer_id).await?;
    refuse_full(&tx, officer_id).await?;
    let row = new_link(&tx, enterprise_id, officer.id, note);
    let assignment = tx.insert(row).await?;
    tx.commit().await?;
    Ok(assignment)
}

/// Closes a firm's link and opens one with another officer, from the same day.
///
/// # Errors
/// `LimitReached` when that officer has the upper limit, `IllegalState` when the firm has no
/// officer, has that one already, or the pair is banned or pinned.
pub async fn hand_over_enterprise(
    viewer: &Viewer,
    key: Option<ClientKey>,
    enterprise_id: Id<enterprise::Entity>,
    to: Id<officer::Entity>,
    note: String,
) -> Result<assignment::Model> {
    let mut tx = viewer.begin(policy::HAND_OVER).await?;
    if let Some(first) = tx.first_result::<assignment::Entity>(key).await? {
        return Ok(first);
    }
    lock_officer(&tx, &viewer.actor, to).await?;
    let open = edit_open_link(&tx, enterprise_id).await?;
    if open.officer_id == to {
        return Err(Error::IllegalState(SAME_OFFICER));
    }
    refuse_pinned(&tx, &open).await?;
    refuse_banned(&tx, enterprise_id, to).await?;
    refuse_full(&tx, to).await?;
    close(&mut tx, &open, &note).await?;
    let row = new_link(&tx, enterprise_id, to, note);
    let assignment = tx.insert(row).await?;
    tx.commit().await?;
    Ok(assignment)
}

/// Exchanges two firms between their two officers in one step; no caseload changes.
///
/// # Errors
/// `IllegalState` when one has no officer, both have the same, or a pair is banned or pinned.
pub async fn swap_assignments(
    viewer: &Viewer,
    key: Option<ClientKey>,
    enterprise_ids: [Id<enterprise::Entity>; 2],
    note: String,
) -> Result<[assignment::Model; 2]> {
    let mut tx = viewer.begin(policy::SWAP).await?;
    let [first_id, second_id] = enterprise_ids;
    if tx.first_result::<assignment::Entity>(key).await?.is_some() {
        let (first, second) = (open_link(&tx, first_id).await?, open_link(&tx, second_id).await?);
        return first
            .zip(second)
            .map(|(first, second)| [first, second])
            .ok_or(Error::IllegalState(NOT_ASSIGNED));
    }
    // Always in the same order, so that two swaps of the same firms do not wait for each other.
    let (low, high) = (first_id.min(second_id), first_id.max(second_id));
    let (low, high) = (edit_open_link(&tx, low).await?, edit_open_link(&tx, high).await?);
    let (first, second) = if low.enterprise_id == first_id { (low, high) } else { (high, low) };
    if first.officer_id == second.officer_id {
        return Err(Error::IllegalState(SAME_OFFICER));
    }
    for link in [&first, &second] {
        refuse_pinned(&tx, link).await?;
    }
    refuse_banned(&tx, first_id, second.officer_id).await?;
    refuse_banned(&tx, second_id, first.officer_id).await?;
    close(&mut tx, &first, &note).await?;
    close(&mut tx, &second, &note).await?;
    let rows = [
        new_link(&tx, first_id, second.officer_id, note.clone()),
        new_link(&tx, second_id, first.officer_id, note),
    ];
    let [first, second] = rows;
    let swapped = [tx.insert(first).await?, tx.insert(second).await?];
    tx.commit().await?;
    Ok(swapped)
}

/// Closes a link.
///
/// # Errors
/// `IllegalState` when it has ended or is pinned, `Conflict` when `version` is stale.
pub async fn end_assignment(
    viewer: &Viewer,
    id: Id<assignment::Entity>,
    version: i32,
    note: String,
) -> Result<assignment::Model> {
    let mut tx = viewer.begin(policy::END).await?;
    let open = tx.edit_at::<assignment::Entity>(id, version).await?;
    if open.ended_on.is_some() {
        return Err(Error::IllegalState(ENDED));
    }
    refuse_pinned(&tx, &open).await?;
    let assignment = close(&mut tx, &open, &note).await?;
    tx.commit().await?;
    Ok(assignment)
}

/// Bans or pins a pair, in the place of the rule that stood.
///
/// # Errors
/// `NotFound` for a firm or an officer out of reach.
pub async fn set_pair_rule(
    viewer: &Viewer,
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
    kind: Option<pair_rule::Kind>,
    reason: String,
) -> Result<Option<pair_rule::Model>> {
    let mut tx = viewer.begin(policy::SET_PAIR_RULE).await?;
    lock_officer(&tx, &viewer.actor, officer_id).await?;
    find_present(&tx, enterprise_id).await?;
    let standing = pair(&tx, enterprise_id, officer_id).await?;
    let rule = match (standing, kind) {
        (None, None) => None,
        (Some(standing), None) => {
            tx.remove::<pair_rule::Entity>(standing).await?;
            None
        }
        (Some(standing), Some(kind)) => {
            let next = pair_rule::ActiveModel {
                kind: Set(kind),
                reason: Set(reason),
                ..Default::default()
            };
            Some(tx.update(&standing, next).await?)
        }
        (None, Some(kind)) => {
            let row = pair_rule::ActiveModel {
                id: Set(tx.clock().new_id()),
                enterprise_id: Set(enterprise_id),
                officer_id: Set(officer_id),
                kind: Set(kind),
                reason: Set(reason),
                version: Set(1),
                created_at: Set(tx.clock().now()),
            };
            Some(tx.insert(row).await?)
        }
    };
    tx.commit().await?;
    Ok(rule)
}

/// Locks the officer, so that nobody else counts the caseload meanwhile. A chief reassigns within
/// the agency.
async fn lock_officer(tx: &Tx, actor: &Actor, id: Id<officer::Entity>) -> Result<officer::Model> {
    let officer = tx.lock::<officer::Entity>(id).await?;
    if actor.role == Role::Chief && !actor.agencies_led.contains(&officer.agency_id) {
        return Err(Error::forbidden(tx.action()));
    }
    Ok(officer)
}

fn is_open(enterprise_id: Id<enterprise::Entity>) -> Condition {
    Condition::all()
        .add(assignment::Column::EnterpriseId.eq(enterprise_id))
        .add(assignment::Column::EndedOn.is_null())
}

async fn open_link(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
) -> Result<Option<assignment::Model>> {
    tx.scoped::<assignment::Entity>().filter(is_open(enterprise_id)).one().await
}

/// The open link of a firm, both locked: the link to be closed, the firm so that the next link is
/// not one of a record merged meanwhile.
async fn edit_open_link(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
) -> Result<assignment::Model> {
    find_present(tx, enterprise_id).await?;
    let seen = open_link(tx, enterprise_id).await?.ok_or(Error::IllegalState(NOT_ASSIGNED))?;
    let link = tx.edit::<assignment::Entity>(seen.id).await?;
    // Somebody may have closed it between the two statements.
    if link.ended_on.is_some() { Err(Error::IllegalState(NOT_ASSIGNED)) } else { Ok(link) }
}

async fn pair(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
) -> Result<Option<pair_rule::Model>> {
    tx.scoped::<pair_rule::Entity>()
        .filter(pair_rule::Column::EnterpriseId.eq(enterprise_id))
        .filter(pair_rule::Column::OfficerId.eq(officer_id))
        .one()
        .await
}

async fn refuse_banned(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
) -> Result<()> {
    match pair(tx, enterprise_id, officer_id).await?.map(|rule| rule.kind) {
        Some(pair_rule::Kind::Ban) => Err(Error::IllegalState(BANNED)),
        Some(pair_rule::Kind::Pin) | None => Ok(()),
    }
}

async fn refuse_pinned(tx: &Tx, link: &assignment::Model) -> Result<()> {
    match pair(tx, link.enterprise_id, link.officer_id).await?.map(|rule| rule.kind) {
        Some(pair_rule::Kind::Pin) => Err(Error::IllegalState(PINNED)),
        Some(pair_rule::Kind::Ban) | None => Ok(()),
    }
}

impl From<&programme_setting::Model> for Limits {
    fn from(row: &programme_setting::Model) -> Self {
        let limit = |value: i32| u64::try_from(value).unwrap_or_default();
        Self { lower: limit(row.caseload_lower), upper: limit(row.caseload_upper) }
    }
}

async fn refuse_full(tx: &Tx, officer_id: Id<officer::Entity>) -> Result<()> {
    let limits = Limits::from(&settings::in_force(tx).await?);
    let theirs = Condition::all()
        .add(assignment::Column::OfficerId.eq(officer_id))
        .add(assignment::Column::EndedOn.is_null());
    let caseload = tx.count_for_rule::<assignment::Entity>(theirs).await?;
    if limits.has_room(caseload) { Ok(()) } else { Err(Error::LimitReached(CASELOAD_FULL)) }
}

fn new_link(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
    officer_id: Id<officer::Entity>,
    note: String,
) -> assignment::ActiveModel {
    assignment::ActiveModel {
        id: Set(tx.clock().new_id()),
        enterprise_id: Set(enterprise_id),
        officer_id: Set(officer_id),
        started_on: Set(tx.clock().today()),
        ended_on: Set(None),
        start_note: Set(note),
        end_note: Set(None),
        plan_id: Set(None),
        handover_note: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    }
}

async fn close(tx: &mut Tx, open: &assignment::Model, note: &str) -> Result<assignment::Model> {
    let end = assignment::ActiveModel {
        ended_on: Set(Some(tx.clock().today())),
        end_note: Set(Some(note.to_owned())),
        ..Default::default()
    };
    tx.update(open, end).await
}
