//! Which of the county's firms have premises elsewhere, and which liaison office looks after them.

use chrono::NaiveDate;
use entity::{Id, enterprise, enterprise_name, liaison_office, office_merchant};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order, sea_query::ExprTrait};

use super::{
    offices::{CLOSED, is_present},
    policy,
};
use crate::{
    features::enterprises::MERGED,
    platform::{Error, Result, error::Reason, idempotency::ClientKey, tx::Tx, viewer::Viewer},
};

/// Far more offices than one firm has to do with.
const MOST: u64 = 100;

const NO_MERCHANT: Reason = Reason {
    code: "not_a_merchant",
    zh: "该企业未登记在本联络室",
    en: "The firm is not a merchant of this office",
};
const IN_THE_FUTURE: Reason =
    Reason {
        code: "in_the_future", zh: "日期不能晚于今天", en: "The day is not in the future"
    };
const BEFORE_COMING: Reason = Reason {
    code: "before_coming",
    zh: "移除日期不能早于登记日期",
    en: "A firm cannot leave before it came",
};

/// One firm at one office.
#[derive(Clone, Copy)]
pub struct Merchant {
    /// The office.
    pub office_id: Id<liaison_office::Entity>,
    /// The firm.
    pub enterprise_id: Id<enterprise::Entity>,
    /// Since when, or until when; today unless said.
    pub on: Option<NaiveDate>,
}

/// Enters a firm as a merchant of an office. The office's own people do so for firms whose names
/// they read: their own, and those that asked the office for something.
///
/// # Errors
/// `IllegalState` when it is one already, when its record was merged or the office is closed;
/// `NotFound` when the firm is out of reach, `Forbidden` for somebody else's office.
pub async fn add_merchant(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: Merchant,
) -> Result<office_merchant::Model> {
    let mut tx = viewer.begin(policy::ADD_MERCHANT).await?;
    if let Some(first) = tx.first_result::<office_merchant::Entity>(key).await? {
        return Ok(first);
    }
    let today = tx.clock().today();
    // Locked, so that the firm is not merged meanwhile.
    tx.lock::<enterprise_name::Entity>(new.enterprise_id.into()).await?;
    let is_merged = enterprise::Column::Id
        .eq(new.enterprise_id)
        .and(enterprise::Column::MergedIntoId.is_not_null());
    if tx.count_for_rule::<enterprise::Entity>(is_merged).await? > 0 {
        return Err(Error::IllegalState(MERGED));
    }
    let office = tx.edit::<liaison_office::Entity>(new.office_id).await?;
    if !is_present(&office, today) {
        return Err(Error::IllegalState(CLOSED));
    }
    let row = office_merchant::ActiveModel {
        id: Set(tx.clock().new_id()),
        office_id: Set(new.office_id),
        enterprise_id: Set(new.enterprise_id),
        since: Set(by_today("since", new.on, today)?),
        left_on: Set(None),
        created_at: Set(tx.clock().now()),
    };
    let merchant = tx.insert(row).await?;
    tx.commit().await?;
    Ok(merchant)
}

/// Ends that a firm is a merchant of an office; that it was stays on record.
///
/// # Errors
/// `IllegalState` when it is none, `Forbidden` for somebody else's office.
pub async fn remove_merchant(viewer: &Viewer, ended: Merchant) -> Result<office_merchant::Model> {
    use office_merchant::Column;
    let mut tx = viewer.begin(policy::REMOVE_MERCHANT).await?;
    tx.edit::<liaison_office::Entity>(ended.office_id).await?;
    let present = Column::OfficeId
        .eq(ended.office_id)
        .and(Column::EnterpriseId.eq(ended.enterprise_id))
        .and(Column::LeftOn.is_null());
    let before = tx.lock_where::<office_merchant::Entity>(present).await?.pop();
    let before = before.ok_or(Error::IllegalState(NO_MERCHANT))?;
    let left_on = by_today("leftOn", ended.on, tx.clock().today())?;
    if left_on < before.since {
        return Err(Error::invalid("leftOn", BEFORE_COMING));
    }
    let left = office_merchant::ActiveModel { left_on: Set(Some(left_on)), ..Default::default() };
    let merchant = tx.update(&before, left).await?;
    tx.commit().await?;
    Ok(merchant)
}

/// The office of a firm that has premises elsewhere; where it has several, the one it came to first.
/// Closed offices are none.
///
/// # Errors
/// Those of the database.
pub async fn office_of_merchant(
    tx: &Tx,
    enterprise_id: Id<enterprise::Entity>,
) -> Result<Option<liaison_office::Model>> {
    use office_merchant::Column;
    let merchants = tx
        .scoped::<office_merchant::Entity>()
        .filter(Column::EnterpriseId.eq(enterprise_id))
        .filter(Column::LeftOn.is_null())
        .order_by(Column::Since, Order::Asc)
        .order_by(Column::Id, Order::Asc)
        .at_most(MOST)
        .await?;
    if merchants.is_empty() {
        return Ok(None);
    }
    let ids = merchants.iter().map(|merchant| merchant.office_id.uuid());
    let offices = tx.scoped::<liaison_office::Entity>();
    let offices = offices.filter(liaison_office::Column::Id.is_in(ids)).at_most(MOST).await?;
    let today = tx.clock().today();
    let found = merchants.iter().find_map(|merchant| {
        offices.iter().find(|office| office.id == merchant.office_id && is_present(office, today))
    });
    Ok(found.cloned())
}

fn by_today(field: &'static str, day: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate> {
    match day {
        Some(day) if day > today => Err(Error::invalid(field, IN_THE_FUTURE)),
        Some(day) => Ok(day),
        None => Ok(today),
    }
}
