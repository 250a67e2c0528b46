//! Liaison offices elsewhere, and who runs them together. Which firms are there: see `merchants`.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use entity::{Id, agency, liaison_office, office_partner, position::Position};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{policy, service::is_open};
use crate::{
    features::agencies::service::find_present,
    platform::{
        Error, Result, error::Reason, idempotency::ClientKey, input, tx::Tx, viewer::Viewer,
    },
};

pub(super) const CLOSED: Reason = Reason {
    code: "office_closed",
    zh: "该联络室尚未设立或已撤销",
    en: "The office is not open yet, or no more",
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

/// Whether the office is open on this day.
pub(super) fn is_present(office: &liaison_office::Model, today: NaiveDate) -> bool {
    office.opened_on <= today && is_open(office.closed_on, today)
}
