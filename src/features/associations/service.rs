//! Entering and correcting associations, and who belongs to them.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use entity::{Id, association, association_member, enterprise, town};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::policy;
use crate::{
    features::{enterprises::find_present, search::service::index_associations},
    platform::{Error, Result, error::Reason, idempotency::ClientKey, viewer::Viewer},
};

const NO_MEMBER: Reason = Reason {
    code: "not_a_member",
    zh: "该企业不是本协会会员",
    en: "The firm is not a member of this association",
};
const IN_THE_FUTURE: Reason =
    Reason {
        code: "in_the_future", zh: "日期不能晚于今天", en: "The day is not in the future"
    };
const BEFORE_JOINING: Reason = Reason {
    code: "before_joining",
    zh: "退会日期不能早于入会日期",
    en: "A firm cannot leave before it joined",
};

/// An association to be entered.
pub struct NewAssociation {
    /// 名称.
    pub name: String,
    /// The town it is seated in.
    pub town_id: Option<Id<town::Entity>>,
}

/// What changes of an association; undefined stays, null clears.
#[derive(Default)]
pub struct AssociationChange {
    /// 名称.
    pub name: Option<String>,
    /// The town it is seated in.
    pub town_id: MaybeUndefined<Id<town::Entity>>,
}

/// One firm in one association.
#[derive(Clone, Copy)]
pub struct Membership {
    /// The association.
    pub association_id: Id<association::Entity>,
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// Since when, or until when; today unless said.
    pub on: Option<NaiveDate>,
}

/// Enters an association.
///
/// # Errors
/// `Invalid` for a name that is taken, `NotFound` for an unknown town.
pub async fn create_association(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewAssociation,
) -> Result<association::Model> {
    let mut tx = viewer.begin(policy::CREATE).await?;
    if let Some(first) = tx.first_result::<association::Entity>(key).await? {
        return Ok(first);
    }
    if let Some(id) = new.town_id {
        tx.find::<town::Entity>(id).await?;
    }
    let row = association::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(new.name),
        town_id: Set(new.town_id),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let association = tx.insert(row).await?;
    index_associations(&tx, std::slice::from_ref(&association)).await?;
    tx.commit().await?;
    Ok(association)
}

/// Corrects an association's record.
///
/// # Errors
/// `Conflict` when `version` is stale.
pub async fn update_association(
    viewer: &Viewer,
    id: Id<association::Entity>,
    version: i32,
    change: AssociationChange,
) -> Result<association::Model> {
    let mut tx = viewer.begin(policy::UPDATE).await?;
    let before = tx.edit_at::<association::Entity>(id, version).await?;
    let mut next = association::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if !change.town_id.is_undefined() {
        let town_id = change.town_id.take();
        if let Some(id) = town_id {
            tx.find::<town::Entity>(id).await?;
        }
        next.town_id = Set(town_id);
    }
    let association = tx.update(&before, next).await?;
    index_associations(&tx, std::slice::from_ref(&association)).await?;
    tx.commit().await?;
    Ok(association)
}

/// Makes a firm a member.
///
/// # Errors
/// `IllegalState` when it is one already, `NotFound` for an unknown association or firm.
pub async fn add_member(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: Membership,
) -> Result<association_member::Model> {
    let mut tx = viewer.begin(policy::ADD_MEMBER).await?;
    if let Some(first) = tx.first_result::<association_member::Entity>(key).await? {
        return Ok(first);
    }
    tx.find::<association::Entity>(new.association_id).await?;
    find_present(&tx, new.enterprise_id).await?;
    let joined_on = by_today("joinedOn", new.on, tx.clock().today())?;
    let row = association_member::ActiveModel {
        id: Set(tx.clock().new_id()),
        association_id: Set(new.association_id),
        enterprise_id: Set(new.enterprise_id),
        joined_on: Set(joined_on),
        left_on: Set(None),
        created_at: Set(tx.clock().now()),
    };
    let member = tx.insert(row).await?;
    tx.commit().await?;
    Ok(member)
}

/// Ends a membership; that it was stays on record.
///
/// # Errors
/// `IllegalState` when the firm is no member, `NotFound` for an unknown association or firm.
pub async fn remove_member(
    viewer: &Viewer,
    ended: Membership,
) -> Result<association_member::Model> {
    use association_member::Column;
    let mut tx = viewer.begin(policy::REMOVE_MEMBER).await?;
    tx.find::<association::Entity>(ended.association_id).await?;
    // Whoever else ends this membership waits here.
    tx.lock::<enterprise::Entity>(ended.enterprise_id).await?;
    let present = tx
        .scoped::<association_member::Entity>()
        .filter(Column::AssociationId.eq(ended.association_id))
        .filter(Column::EnterpriseId.eq(ended.enterprise_id))
        .filter(Column::LeftOn.is_null())
        .one()
        .await?;
    let before = present.ok_or(Error::IllegalState(NO_MEMBER))?;
    let left_on = by_today("leftOn", ended.on, tx.clock().today())?;
    if left_on < before.joined_on {
        return Err(Error::invalid("leftOn", BEFORE_JOINING));
    }
    let left =
        association_member::ActiveModel { left_on: Set(Some(left_on)), ..Default::default() };
    let member = tx.update(&before, left).await?;
    tx.commit().await?;
    Ok(member)
}

fn by_today(field: &'static str, day: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate> {
    match day {
        Some(day) if day > today => Err(Error::invalid(field, IN_THE_FUTURE)),
        Some(day) => Ok(day),
        None => Ok(today),
    }
}
