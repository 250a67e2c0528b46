//! Two records of one firm become one (rule 9): history moves, the surviving record's assignment
//! stays, the other closes, and the old id still resolves.

use chrono::NaiveDate;
use entity::{
    Id, alert, assignment, association_member, contact, demand, demand_firm, enterprise,
    enterprise_alias, incident, office_merchant, pair_rule, service_request, settlement_party,
    visit,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::policy;
use crate::{
    features::search::service::index_enterprises,
    platform::{Error, Result, error::Reason, tx::Tx, viewer::Viewer},
};

const SAME: Reason =
    Reason { code: "same_enterprise", zh: "两份档案相同", en: "It is the same record" };
const MERGED_ALREADY: Reason =
    Reason {
        code: "merged_already", zh: "该档案已被合并", en: "The record was merged already"
    };

/// The record with this id; for an old id the surviving one.
///
/// # Errors
/// Those of the database.
pub async fn find(
    viewer: &Viewer,
    id: Id<enterprise::Entity>,
) -> Result<Option<enterprise::Model>> {
    let seen = viewer.row(id).await?;
    let survivor = match &seen {
        Some(row) => row.merged_into_id,
        None => {
            let alias: Id<enterprise_alias::Entity> = id.into();
            viewer.row(alias).await?.and_then(|row| row.merged_into_id)
        }
    };
    match survivor {
        Some(survivor) => viewer.row(survivor).await,
        None => Ok(seen),
    }
}

/// The record was merged into another, which is to be used.
pub const MERGED: Reason = Reason {
    code: "enterprise_merged",
    zh: "该企业档案已合并，请使用合并后的档案",
    en: "The record was merged: use the surviving one",
};

/// A firm that something is about to be written about, locked so that it is not merged meanwhile.
///
/// # Errors
/// `NotFound` when it is out of reach, `IllegalState` when it was merged.
pub async fn find_present(tx: &Tx, id: Id<enterprise::Entity>) -> Result<enterprise::Model> {
    let firm = tx.lock::<enterprise::Entity>(id).await?;
    if firm.merged_into_id.is_some() {
        return Err(Error::IllegalState(MERGED));
    }
    Ok(firm)
}

/// Locks a firm that something is about to be written about, also for somebody who no longer sees
/// it; whether it is within reach has yet to be found out.
///
/// # Errors
/// `IllegalState` when it was merged.
pub async fn hold(tx: &Tx, id: Id<enterprise::Entity>) -> Result<()> {
    tx.lock_for_rule(id).await?;
    let seen = tx.scoped::<enterprise::Entity>().by_id(id).await?;
    let is_merged = seen.is_some_and(|firm| firm.merged_into_id.is_some());
    if is_merged || surviving(tx, id).await? != id {
        return Err(Error::IllegalState(MERGED));
    }
    Ok(())
}

/// The id under which things about this firm are written now: for an old id that of the surviving
/// record, for whoever sees or saw it.
///
/// # Errors
/// Those of the database.
pub async fn surviving(tx: &Tx, id: Id<enterprise::Entity>) -> Result<Id<enterprise::Entity>> {
    let alias = tx.scoped::<enterprise_alias::Entity>().by_id(id.into()).await?;
    Ok(alias.and_then(|row| row.merged_into_id).unwrap_or(id))
}

/// Merges `merged` into `survivor`, which stands at `version`.
///
/// # Errors
/// `Conflict` when the survivor has changed since, `IllegalState` when either was merged already.
pub async fn merge_enterprises(
    viewer: &Viewer,
    survivor: Id<enterprise::Entity>,
    version: i32,
    merged: Id<enterprise::Entity>,
) -> Result<enterprise::Model> {
    let mut tx = viewer.begin(policy::MERGE_ENTERPRISES).await?;
    if survivor == merged {
        return Err(Error::invalid("mergedId", SAME));
    }
    // Always in the same order, so that two merges of the same records do not wait for each other.
    let both = enterprise::Column::Id.is_in([survivor, merged].map(|id| id.uuid()));
    tx.lock_where::<enterprise::Entity>(both).await?;
    let kept = tx.edit_at::<enterprise::Entity>(survivor, version).await?;
    let gone = tx.edit::<enterprise::Entity>(merged).await?;
    if kept.merged_into_id.is_some() || gone.merged_into_id.is_some() {
        return Err(Error::IllegalState(MERGED_ALREADY));
    }
    let today = tx.clock().today();
    settle_assignment(&mut tx, survivor, merged, today).await?;
    drop_doubles(&mut tx, survivor, merged, today).await?;
    settle_rosters(&mut tx, survivor, merged).await?;
    tx.reassign::<contact::Entity>(contact::Column::EnterpriseId, merged, survivor).await?;
    tx.reassign::<visit::Entity>(visit::Column::EnterpriseId, merged, survivor).await?;
    tx.reassign::<assignment::Entity>(assignment::Column::EnterpriseId, merged, survivor).await?;
    tx.reassign::<pair_rule::Entity>(pair_rule::Column::EnterpriseId, merged, survivor).await?;
    let asked_by = service_request::Column::EnterpriseId;
    tx.reassign::<service_request::Entity>(asked_by, merged, survivor).await?;
    let member = association_member::Column::EnterpriseId;
    tx.reassign::<association_member::Entity>(member, merged, survivor).await?;
    let merchant = office_merchant::Column::EnterpriseId;
    tx.reassign::<office_merchant::Entity>(merchant, merged, survivor).await?;
    let on_roster = demand_firm::Column::EnterpriseId;
    tx.reassign::<demand_firm::Entity>(on_roster, merged, survivor).await?;
    tx.reassign::<alert::Entity>(alert::Column::EnterpriseId, merged, survivor).await?;
    tx.reassign::<incident::Entity>(incident::Column::EnterpriseId, merged, survivor).await?;
    let party = settlement_party::Column::EnterpriseId;
    tx.reassign::<settlement_party::Entity>(party, merged, survivor).await?;
    // What was merged into the one that goes now resolves to the one that stays.
    tx.reassign::<enterprise::Entity>(enterprise::Column::MergedIntoId, merged, survivor).await?;
    let end = enterprise::ActiveModel { merged_into_id: Set(Some(survivor)), ..Default::default() };
    let gone = tx.update(&gone, end).await?;
    index_enterprises(&tx, std::slice::from_ref(&gone)).await?;
    let kept = tx.find::<enterprise::Entity>(survivor).await?;
    tx.commit().await?;
    Ok(kept)
}

/// The survivor's officer stays; a firm that had one only under the other record keeps that.
async fn settle_assignment(
    tx: &mut Tx,
    survivor: Id<enterprise::Entity>,
    merged: Id<enterprise::Entity>,
    today: NaiveDate,
) -> Result<()> {
    use assignment::Column;
    let open = async |tx: &Tx, id: Id<enterprise::Entity>| {
        let open = Column::EndedOn.is_null().and(Column::EnterpriseId.eq(id));
        Ok::<_, Error>(tx.lock_where::<assignment::Entity>(open).await?.pop())
    };
    let (ours, Some(theirs)) = (open(tx, survivor).await?, open(tx, merged).await?) else {
        return Ok(());
    };
    let banned = pair_rule::Column::EnterpriseId
        .is_in([survivor, merged].map(|id| id.uuid()))
        .and(pair_rule::Column::OfficerId.eq(theirs.officer_id))
        .and(pair_rule::Column::Kind.eq(pair_rule::Kind::Ban));
    if ours.is_none() && tx.lock_where::<pair_rule::Entity>(banned).await?.is_empty() {
        return Ok(());
    }
    let end = assignment::ActiveModel {
        ended_on: Set(Some(today)),
        end_note: Set(Some("档案合并".to_owned())),
        ..Default::default()
    };
    tx.update(&theirs, end).await?;
    Ok(())
}

/// Memberships, merchants and pair rules that both records have end at the one that goes.
async fn drop_doubles(
    tx: &mut Tx,
    survivor: Id<enterprise::Entity>,
    merged: Id<enterprise::Entity>,
    today: NaiveDate,
) -> Result<()> {
    use association_member::Column as Member;
    // Both at once, in the order in which a roster of them is locked.
    let both = Member::EnterpriseId.is_in([survivor, merged].map(|id| id.uuid()));
    let members = tx.lock_where::<association_member::Entity>(Member::LeftOn.is_null().and(both));
    let (kept, gone): (Vec<_>, Vec<_>) =
        members.await?.into_iter().partition(|member| member.enterprise_id == survivor);
    for double in gone {
        if kept.iter().any(|member| member.association_id == double.association_id) {
            let left =
                association_member::ActiveModel { left_on: Set(Some(today)), ..Default::default() };
            tx.update(&double, left).await?;
        }
    }
    use office_merchant::Column as Merchant;
    let merchants = async |tx: &Tx, id: Id<enterprise::Entity>| {
        let present = Merchant::LeftOn.is_null().and(Merchant::EnterpriseId.eq(id));
        tx.lock_where::<office_merchant::Entity>(present).await
    };
    let kept = merchants(tx, survivor).await?;
    for double in merchants(tx, merged).await? {
        if kept.iter().any(|merchant| merchant.office_id == double.office_id) {
            let left =
                office_merchant::ActiveModel { left_on: Set(Some(today)), ..Default::default() };
            tx.update(&double, left).await?;
        }
    }
    let rules = async |tx: &Tx, id: Id<enterprise::Entity>| {
        tx.lock_where::<pair_rule::Entity>(pair_rule::Column::EnterpriseId.eq(id)).await
    };
    let kept = rules(tx, survivor).await?;
    for double in rules(tx, merged).await? {
        let Some(rule) = kept.iter().find(|rule| rule.officer_id == double.officer_id) else {
            continue;
        };
        // A conflict of interest with either record is one with the firm.
        if double.kind == pair_rule::Kind::Ban {
            let ban = pair_rule::ActiveModel {
                kind: Set(double.kind),
                reason: Set(double.reason.clone()),
                ..Default::default()
            };
            tx.update(rule, ban).await?;
        }
        tx.remove::<pair_rule::Entity>(double).await?;
    }
    Ok(())
}

/// A roster that names both records keeps the one that stays; served under either name is served.
/// The roster is locked before its demand, as by whoever records what was served.
async fn settle_rosters(
    tx: &mut Tx,
    survivor: Id<enterprise::Entity>,
    merged: Id<enterprise::Entity>,
) -> Result<()> {
    use demand_firm::Column;
    let both = Column::EnterpriseId.is_in([survivor, merged].map(|id| id.uuid()));
    let (kept, gone): (Vec<_>, Vec<_>) = tx
        .lock_where::<demand_firm::Entity>(both)
        .await?
        .into_iter()
        .partition(|firm| firm.enterprise_id == survivor);
    for double in gone {
        let Some(firm) = kept.iter().find(|firm| firm.demand_id == double.demand_id) else {
            continue;
        };
        match (firm.served_at, double.served_at) {
            (None, Some(at)) => {
                let served =
                    demand_firm::ActiveModel { served_at: Set(Some(at)), ..Default::default() };
                tx.update(firm, served).await?;
            }
            (Some(_), Some(_)) => {
                let demand = tx.lock::<demand::Entity>(double.demand_id).await?;
                let once = demand::ActiveModel {
                    firms_served: Set(demand.firms_served - 1),
                    ..Default::default()
                };
                tx.update(&demand, once).await?;
            }
            (None | Some(_), None) => {}
        }
        tx.remove::<demand_firm::Entity>(double).await?;
    }
    Ok(())
}
