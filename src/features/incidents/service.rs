//! Sorting, diverting, settling, giving back and closing an incident: each locks it first.

use chrono::{DateTime, Utc};
use entity::{
    Id, diversion_rollout, enterprise, enterprise_name, incident, incident_category,
    incident_event::Step, mechanism, settlement, settlement_party,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    lifecycle::{About, Event},
    moves::make,
    policy,
    receipt::draw_receipt,
};
use crate::{
    features::{
        agencies::service::find_present,
        enterprises::{hold, surviving},
        mechanisms::edition_in_force,
    },
    platform::{
        Error, Result, action::Action, clock::day_of, error::Reason, tx::Tx, viewer::Viewer,
    },
};

const RETIRED_CATEGORY: Reason = Reason {
    code: "category_inactive",
    zh: "该分流类别已停用",
    en: "The category is no longer used",
};
const A_CLASS: Reason = Reason {
    code: "category_too_wide",
    zh: "请选择第二级类别",
    en: "Choose a kind within this class",
};
const NOT_STARTED: Reason = Reason {
    code: "diversion_not_started",
    zh: "该镇街尚未启动分流",
    en: "The town does not divert incidents yet",
};

/// An incident as its reader saw it.
#[derive(Clone, Copy)]
pub struct Seen {
    /// Which.
    pub id: Id<incident::Entity>,
    /// At which version.
    pub version: i32,
}

/// What an incident is sorted as.
pub struct Triage {
    /// A kind of the taxonomy, which says whose business it is.
    pub category_id: Id<incident_category::Entity>,
    /// The procedure that it is handled by from here on.
    pub mechanism_id: Option<Id<mechanism::Entity>>,
    /// Why; may be empty.
    pub note: String,
}

/// A party of a settlement.
pub struct Party {
    /// A firm whose name the actor reads.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// What it is called; may be empty beside a firm.
    pub words: String,
}

/// How an incident was settled.
pub struct NewSettlement {
    /// The kind of dispute, where it turned out to be another than it was sorted as.
    pub category_id: Option<Id<incident_category::Entity>>,
    /// Who agreed.
    pub parties: Vec<Party>,
    /// What was agreed.
    pub agreement: String,
    /// How much is paid, CNY.
    pub amount_cny: Option<i64>,
}

/// Sorts an incident; as long as nothing has followed, again.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who is not of the town's police, `Conflict` when it has
/// changed since, `IllegalState` when it is past that, `Invalid` for a category that is a class or no
/// longer used.
pub async fn triage_incident(
    viewer: &Viewer,
    seen: Seen,
    triage: Triage,
) -> Result<incident::Model> {
    let (mut tx, before) = open(viewer, policy::TRIAGE, seen).await?;
    let category = find_kind(&tx, triage.category_id).await?;
    let edition_id = match triage.mechanism_id {
        Some(id) => Some(edition_in_force(&tx, "mechanismId", id).await?),
        None => None,
    };
    let event = event(&tx, Step::Triage, About::Category(category.id, category.nature));
    let change = |row| incident::ActiveModel { mechanism_edition_id: Set(edition_id), ..row };
    let incident = make(&mut tx, &viewer.actor, &before, event, triage.note, change).await?;
    tx.commit().await?;
    Ok(incident)
}

/// Hands an incident to the governance centre of its town, with a receipt.
///
/// # Errors
/// As `triage_incident`; `IllegalState` also where the town does not divert yet.
pub async fn divert_incident(viewer: &Viewer, seen: Seen, note: String) -> Result<incident::Model> {
    use diversion_rollout::Column;
    let (mut tx, before) = open(viewer, policy::DIVERT, seen).await?;
    let rollouts = tx.scoped::<diversion_rollout::Entity>();
    let rollout = rollouts.filter(Column::TownId.eq(before.town_id)).one().await?;
    let event_at = tx.clock().now();
    let rollout = rollout.filter(|rollout| rollout.starts_on <= day_of(event_at));
    let rollout = rollout.ok_or(Error::IllegalState(NOT_STARTED))?;
    let centre = find_present(&tx, "id", rollout.centre_id).await?;
    let event = Event { step: Step::Divert, at: event_at, about: About::Centre(centre.id) };
    let (year, serial) = draw_receipt(&tx).await?;
    let change = |row| incident::ActiveModel {
        receipt_year: Set(Some(year)),
        receipt_serial: Set(Some(serial)),
        ..row
    };
    let incident = make(&mut tx, &viewer.actor, &before, event, note, change).await?;
    tx.commit().await?;
    Ok(incident)
}

/// Writes down how the centre settled an incident.
///
/// # Errors
/// `NotFound` out of reach, also for a firm, `Forbidden` for who is not of the centre, `Conflict` when
/// it has changed since, `IllegalState` when the centre does not have it.
pub async fn settle_incident(
    viewer: &Viewer,
    seen: Seen,
    mut new: NewSettlement,
) -> Result<incident::Model> {
    let mut tx = viewer.begin(policy::SETTLE).await?;
    // Firms first, and in one order, as everybody who locks more than one thing.
    let mut firms: Vec<_> =
        new.parties.iter_mut().filter_map(|p| p.enterprise_id.as_mut()).collect();
    firms.sort();
    for firm in firms {
        *firm = surviving(&tx, *firm).await?;
        hold(&tx, *firm).await?;
        let name: Id<enterprise_name::Entity> = (*firm).into();
        if tx.scoped::<enterprise_name::Entity>().by_id(name).await?.is_none() {
            return Err(tx.not_found::<enterprise::Entity>(*firm));
        }
    }
    let before = tx.edit_at::<incident::Entity>(seen.id, seen.version).await?;
    let kind = match new.category_id {
        Some(id) => Some(find_kind(&tx, id).await?.id),
        None => before.triage_category_id,
    };
    let event = event(&tx, Step::Settle, About::Incident);
    let incident = make(&mut tx, &viewer.actor, &before, event, String::new(), |row| row).await?;
    let (Some(category_id), Some(centre_id)) = (kind, incident.centre_id) else {
        return Err(Error::internal("an incident was settled that was never diverted"));
    };
    let row = settlement::ActiveModel {
        id: Set(tx.clock().new_id()),
        incident_id: Set(incident.id),
        centre_id: Set(centre_id),
        category_id: Set(category_id),
        agreement: Set(new.agreement),
        amount_cny: Set(new.amount_cny),
        created_at: Set(event.at),
    };
    let settlement = tx.insert(row).await?;
    let party = |(place, party): (i32, Party)| settlement_party::ActiveModel {
        id: Set(tx.clock().new_id()),
        settlement_id: Set(settlement.id),
        place: Set(place),
        enterprise_id: Set(party.enterprise_id),
        words: Set(party.words),
    };
    let parties = (1..).zip(new.parties).map(party).collect();
    tx.insert_many::<settlement_party::ActiveModel>(parties).await?;
    tx.commit().await?;
    Ok(incident)
}

/// Gives an incident back to the police, with the reason.
///
/// # Errors
/// As `settle_incident`.
pub async fn return_incident(
    viewer: &Viewer,
    seen: Seen,
    reason: String,
) -> Result<incident::Model> {
    take(viewer, policy::RETURN, seen, Step::Return, reason).await
}

/// Closes an incident with a note: what the police handled, what was settled, what came back.
///
/// # Errors
/// As `triage_incident`.
pub async fn close_incident(viewer: &Viewer, seen: Seen, note: String) -> Result<incident::Model> {
    take(viewer, policy::CLOSE, seen, Step::Close, note).await
}

async fn take(
    viewer: &Viewer,
    action: Action,
    seen: Seen,
    step: Step,
    note: String,
) -> Result<incident::Model> {
    let (mut tx, before) = open(viewer, action, seen).await?;
    let event = event(&tx, step, About::Incident);
    let incident = make(&mut tx, &viewer.actor, &before, event, note, |row| row).await?;
    tx.commit().await?;
    Ok(incident)
}

async fn open(viewer: &Viewer, action: Action, seen: Seen) -> Result<(Tx, incident::Model)> {
    let tx = viewer.begin(action).await?;
    let before = tx.edit_at::<incident::Entity>(seen.id, seen.version).await?;
    Ok((tx, before))
}

fn event(tx: &Tx, step: Step, about: About) -> Event {
    let at: DateTime<Utc> = tx.clock().now();
    Event { step, at, about }
}

/// A kind of the taxonomy that is still used.
async fn find_kind(tx: &Tx, id: Id<incident_category::Entity>) -> Result<incident_category::Model> {
    let category = tx.find::<incident_category::Entity>(id).await?;
    if category.parent_id.is_none() {
        return Err(Error::invalid("categoryId", A_CLASS));
    }
    if !category.active {
        return Err(Error::invalid("categoryId", RETIRED_CATEGORY));
    }
    Ok(category)
}
