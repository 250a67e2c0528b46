//! Entering and correcting officers.

use entity::{Id, agency, officer, phone::Phone, position::Position, town};
use sea_orm::ActiveValue::Set;

use super::policy;
use crate::{
    features::{
        agencies::service::{check_branch, find_present},
        search::service::index_officers,
    },
    platform::{Result, idempotency::ClientKey, viewer::Viewer},
};

/// An officer to be entered.
pub struct NewOfficer {
    /// 警号.
    pub badge_number: String,
    /// 姓名.
    pub name: String,
    /// 警衔.
    pub rank: String,
    /// 警种, by code.
    pub branch: String,
    /// 所属单位.
    pub agency_id: Id<agency::Entity>,
    /// 驻地镇街.
    pub town_id: Id<town::Entity>,
    /// The work phone.
    pub phone: Phone,
    /// The home base.
    pub position: Position,
}

/// What changes of an officer; absent stays.
#[derive(Default)]
pub struct OfficerChange {
    /// 姓名.
    pub name: Option<String>,
    /// 警衔.
    pub rank: Option<String>,
    /// 警种, by code.
    pub branch: Option<String>,
    /// 所属单位.
    pub agency_id: Option<Id<agency::Entity>>,
    /// 驻地镇街.
    pub town_id: Option<Id<town::Entity>>,
    /// The work phone.
    pub phone: Option<Phone>,
    /// The home base.
    pub position: Option<Position>,
}

/// Enters an officer.
///
/// # Errors
/// `Invalid` for a badge number that is taken, an unknown branch or an agency that has ended;
/// `NotFound` for an unknown agency or town.
pub async fn create_officer(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewOfficer,
) -> Result<officer::Model> {
    let mut tx = viewer.begin(policy::CREATE).await?;
    if let Some(first) = tx.first_result::<officer::Entity>(key).await? {
        return Ok(first);
    }
    check_branch(&tx, &new.branch).await?;
    find_present(&tx, "agencyId", new.agency_id).await?;
    tx.find::<town::Entity>(new.town_id).await?;
    let row = officer::ActiveModel {
        id: Set(tx.clock().new_id()),
        badge_number: Set(new.badge_number),
        name: Set(new.name),
        rank: Set(new.rank),
        branch: Set(new.branch),
        agency_id: Set(new.agency_id),
        town_id: Set(new.town_id),
        phone: Set(new.phone),
        latitude: Set(new.position.latitude()),
        longitude: Set(new.position.longitude()),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let officer = tx.insert(row).await?;
    index_officers(&tx, std::slice::from_ref(&officer)).await?;
    tx.commit().await?;
    Ok(officer)
}

/// Corrects an officer's record. The badge number stays: another number is another officer.
///
/// # Errors
/// `Conflict` when `version` is stale; else as `create_officer`.
pub async fn update_officer(
    viewer: &Viewer,
    id: Id<officer::Entity>,
    version: i32,
    change: OfficerChange,
) -> Result<officer::Model> {
    let mut tx = viewer.begin(policy::UPDATE).await?;
    let before = tx.edit_at::<officer::Entity>(id, version).await?;
    let mut next = officer::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if let Some(rank) = change.rank {
        next.rank = Set(rank);
    }
    if let Some(branch) = change.branch {
        check_branch(&tx, &branch).await?;
        next.branch = Set(branch);
    }
    if let Some(agency_id) = change.agency_id {
        next.agency_id = Set(find_present(&tx, "agencyId", agency_id).await?.id);
    }
    if let Some(town_id) = change.town_id {
        next.town_id = Set(tx.find::<town::Entity>(town_id).await?.id);
    }
    if let Some(phone) = change.phone {
        next.phone = Set(phone);
    }
    if let Some(position) = change.position {
        next.latitude = Set(position.latitude());
        next.longitude = Set(position.longitude());
    }
    let officer = tx.update(&before, next).await?;
    index_officers(&tx, std::slice::from_ref(&officer)).await?;
    tx.commit().await?;
    Ok(officer)
}
