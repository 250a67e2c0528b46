//! Liaison offices elsewhere, who runs them together, and which of the county's firms are there.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use entity::{
    Id, agency, enterprise, enterprise_name, liaison_office, office_merchant, office_partner,
    position::Position,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order, sea_query::ExprTrait};

use super::{policy, service::is_open};
use crate::{
    features::{agencies::service::find_present, enterprises::MERGED},
    platform::{
        Error, Result, error::Reason, idempotency::ClientKey, input, tx::Tx, viewer::Viewer,
    },
};

/// Far more offices than one firm has to do with.
const MOST: u64 = 100;

const CLOSED: Reason = Reason {
    code: "office_closed",
    zh: "该联络室尚未设立或已撤销",
    en: "The office is not open yet, or no more",
};
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
const CLOSED_BEFORE_OPENED: Reason = Reason {
    code: "closed_before_opened",
    zh: "撤销日期不能早于设立日期",
    en: "An office cannot close before it opened",
};

/// An office to be entered.
pub struct NewOffice {
    /// 名称.
    pub name: String,
    /// GB/T 2260 code of the city.
    pub division: String,
    /// 地址.
    pub address: String,
    /// Where it is.
    pub position: Position,
    /// The agency that it is.
    pub agency_id: Id<agency::Entity>,
    /// Since when it is open.
    pub opened_on: NaiveDate,
    /// Who runs it together with the county.
    pub partner_ids: Vec<Id<agency::Entity>>,
}

/// What changes of an office; absent stays.
#[derive(Default)]
pub struct OfficeChange {
    /// 名称.
    pub name: Option<String>,
    /// GB/T 2260 code of the city.
    pub division: Option<String>,
    /// 地址.
    pub address: Option<String>,
    /// Where it is.
    pub position: Option<Position>,
    /// Since when it is open.
    pub opened_on: Option<NaiveDate>,
    /// From which day on it is closed; null reopens it.
    pub closed_on: MaybeUndefined<NaiveDate>,
    /// All who run it together with the county.
    pub partner_ids: Option<Vec<Id<agency::Entity>>>,
}

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

/// Enters an office.
///
/// # Errors
/// `Invalid` for a name or an agency that is taken; `NotFound` for an unknown agency.
pub async fn create_office(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewOffice,
) -> Result<liaison_office::Model> {
    let mut tx = viewer.begin(policy::CREATE_OFFICE).await?;
    if let Some(first) = tx.first_result::<liaison_office::Entity>(key).await? {
        return Ok(first);
    }
    find_present(&tx, "agencyId", new.agency_id).await?;
    let row = liaison_office::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(new.name),
        division: Set(new.division),
        address: Set(new.address),
        latitude: Set(new.position.latitude()),
        longitude: Set(new.position.longitude()),
        agency_id: Set(new.agency_id),
        opened_on: Set(new.opened_on),
        closed_on: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let office = tx.insert(row).await?;
    set_partners(&mut tx, office.id, new.partner_ids).await?;
    tx.commit().await?;
    Ok(office)
}

/// Corrects, closes or reopens an office. The agency that it is stays.
///
/// # Errors
/// `Conflict` when `version` is stale; else as `create_office`.
pub async fn update_office(
    viewer: &Viewer,
    id: Id<liaison_office::Entity>,
    version: i32,
    change: OfficeChange,
) -> Result<liaison_office::Model> {
    let mut tx = viewer.begin(policy::UPDATE_OFFICE).await?;
    let before = tx.edit_at::<liaison_office::Entity>(id, version).await?;
    let mut next = liaison_office::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if let Some(division) = change.division {
        next.division = Set(division);
    }
    if let Some(address) = change.address {
        next.address = Set(address);
    }
    if let Some(position) = change.position {
        next.latitude = Set(position.latitude());
        next.longitude = Set(position.longitude());
    }
    if let Some(day) = change.opened_on {
        next.opened_on = Set(day);
    }
    if !change.closed_on.is_undefined() {
        next.closed_on = Set(change.closed_on.take());
    }
    let office = tx.update(&before, next).await?;
    if office.closed_on.is_some_and(|closed_on| closed_on < office.opened_on) {
        return Err(Error::invalid("closedOn", CLOSED_BEFORE_OPENED));
    }
    if let Some(partner_ids) = change.partner_ids {
        set_partners(&mut tx, id, partner_ids).await?;
    }
    tx.commit().await?;
    Ok(office)
}

/// Those who run the office are these, and nobody else.
async fn set_partners(
    tx: &mut Tx,
    office_id: Id<liaison_office::Entity>,
    agency_ids: Vec<Id<agency::Entity>>,
) -> Result<()> {
    if agency_ids.len() > input::ENTRIES {
        return Err(Error::invalid("partnerIds", input::TOO_MANY));
    }
    let of_office = office_partner::Column::OfficeId.eq(office_id);
    let mut present = tx.lock_where::<office_partner::Entity>(of_office).await?;
    for gone in present.extract_if(.., |partner| !agency_ids.contains(&partner.agency_id)) {
        tx.remove::<office_partner::Entity>(gone).await?;
    }
    let mut known: Vec<_> = present.iter().map(|partner| partner.agency_id).collect();
    for agency_id in agency_ids {
        if known.contains(&agency_id) {
            continue;
        }
        known.push(agency_id);
        find_present(tx, "partnerIds", agency_id).await?;
        tx.insert(office_partner::ActiveModel {
            id: Set(tx.clock().new_id()),
            office_id: Set(office_id),
            agency_id: Set(agency_id),
            created_at: Set(tx.clock().now()),
        })
        .await?;
    }
    Ok(())
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

/// An office that something is to be sent to.
///
/// # Errors
/// `NotFound` for none, `Invalid` when it is not open.
pub async fn find_open_office(
    tx: &Tx,
    id: Id<liaison_office::Entity>,
) -> Result<liaison_office::Model> {
    let office = tx.find::<liaison_office::Entity>(id).await?;
    if !is_present(&office, tx.clock().today()) {
        return Err(Error::invalid("officeId", CLOSED));
    }
    Ok(office)
}

fn is_present(office: &liaison_office::Model, today: NaiveDate) -> bool {
    office.opened_on <= today && is_open(office.closed_on, today)
}

fn by_today(field: &'static str, day: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate> {
    match day {
        Some(day) if day > today => Err(Error::invalid(field, IN_THE_FUTURE)),
        Some(day) => Ok(day),
        None => Ok(today),
    }
}
