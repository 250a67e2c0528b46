//! Entering, correcting, closing and reopening liaison stations.

use async_graphql::MaybeUndefined;
use chrono::NaiveDate;
use entity::{Id, agency, liaison_station, position::Position, text_list::TextList, town};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::policy;
use crate::{
    features::{agencies::service::find_present, search::service::index_stations},
    platform::{Result, idempotency::ClientKey, viewer::Viewer},
};

/// A station to be entered.
pub struct NewStation {
    /// 名称.
    pub name: String,
    /// The town it stands in.
    pub town_id: Id<town::Entity>,
    /// The agency that runs it.
    pub agency_id: Id<agency::Entity>,
    /// 地址.
    pub address: String,
    /// Where it is.
    pub position: Position,
    /// What there is at it.
    pub facilities: Vec<String>,
    /// When it is open, in words.
    pub opening_hours: String,
}

/// What changes of a station; absent stays.
#[derive(Default)]
pub struct StationChange {
    /// 名称.
    pub name: Option<String>,
    /// The town it stands in.
    pub town_id: Option<Id<town::Entity>>,
    /// The agency that runs it.
    pub agency_id: Option<Id<agency::Entity>>,
    /// 地址.
    pub address: Option<String>,
    /// Where it is.
    pub position: Option<Position>,
    /// What there is at it.
    pub facilities: Option<Vec<String>>,
    /// When it is open, in words.
    pub opening_hours: Option<String>,
    /// From which day on it is closed; null reopens it.
    pub closed_on: MaybeUndefined<NaiveDate>,
}

/// Whether a place is open on a day, as told by the day from which on it is closed.
pub fn is_open(closed_on: Option<NaiveDate>, day: NaiveDate) -> bool {
    closed_on.is_none_or(|closed_on| day < closed_on)
}

/// The places that are open on a day, or those closed by then, as a condition on `closed_on`.
pub fn open_on(closed_on: impl ColumnTrait, open: bool, day: NaiveDate) -> Condition {
    if open {
        Condition::any().add(closed_on.is_null()).add(closed_on.gt(day))
    } else {
        Condition::all().add(closed_on.lte(day))
    }
}

/// Enters a station.
///
/// # Errors
/// `Invalid` for a name that is taken or an agency that has ended; `NotFound` for an unknown town or
/// agency.
pub async fn create_station(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewStation,
) -> Result<liaison_station::Model> {
    let mut tx = viewer.begin(policy::CREATE_STATION).await?;
    if let Some(first) = tx.first_result::<liaison_station::Entity>(key).await? {
        return Ok(first);
    }
    tx.find::<town::Entity>(new.town_id).await?;
    find_present(&tx, "agencyId", new.agency_id).await?;
    let row = liaison_station::ActiveModel {
        id: Set(tx.clock().new_id()),
        name: Set(new.name),
        town_id: Set(new.town_id),
        agency_id: Set(new.agency_id),
        address: Set(new.address),
        latitude: Set(new.position.latitude()),
        longitude: Set(new.position.longitude()),
        facilities: Set(TextList(new.facilities)),
        opening_hours: Set(new.opening_hours),
        closed_on: Set(None),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let station = tx.insert(row).await?;
    index_stations(&tx, std::slice::from_ref(&station)).await?;
    tx.commit().await?;
    Ok(station)
}

/// Corrects, closes or reopens a station.
///
/// # Errors
/// `Conflict` when `version` is stale; else as `create_station`.
pub async fn update_station(
    viewer: &Viewer,
    id: Id<liaison_station::Entity>,
    version: i32,
    change: StationChange,
) -> Result<liaison_station::Model> {
    let mut tx = viewer.begin(policy::UPDATE_STATION).await?;
    let before = tx.edit_at::<liaison_station::Entity>(id, version).await?;
    if let Some(id) = change.town_id {
        tx.find::<town::Entity>(id).await?;
    }
    if let Some(id) = change.agency_id {
        find_present(&tx, "agencyId", id).await?;
    }
    let mut next = liaison_station::ActiveModel::default();
    if let Some(position) = change.position {
        next.latitude = Set(position.latitude());
        next.longitude = Set(position.longitude());
    }
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if let Some(id) = change.town_id {
        next.town_id = Set(id);
    }
    if let Some(id) = change.agency_id {
        next.agency_id = Set(id);
    }
    if let Some(address) = change.address {
        next.address = Set(address);
    }
    if let Some(facilities) = change.facilities {
        next.facilities = Set(TextList(facilities));
    }
    if let Some(hours) = change.opening_hours {
        next.opening_hours = Set(hours);
    }
    if !change.closed_on.is_undefined() {
        next.closed_on = Set(change.closed_on.take());
    }
    let station = tx.update(&before, next).await?;
    index_stations(&tx, std::slice::from_ref(&station)).await?;
    tx.commit().await?;
    Ok(station)
}
