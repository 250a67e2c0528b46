//! Contacts of firms and associations: entered, corrected, and one phone at a time revealed.

use entity::{Id, association, contact, enterprise, phone::Phone};
use sea_orm::ActiveValue::Set;

use super::{merge::find_present, policy};
use crate::platform::{Error, Result, error::Reason, idempotency::ClientKey, viewer::Viewer};

const ONE_OWNER: Reason = Reason {
    code: "one_owner",
    zh: "联系人须属于一家企业或一个协会",
    en: "A contact belongs to one enterprise or one association",
};

/// Whose contact it is.
#[derive(Clone, Copy)]
pub enum Owner {
    /// A firm's.
    Enterprise(Id<enterprise::Entity>),
    /// An association's.
    Association(Id<association::Entity>),
}

impl Owner {
    /// Exactly one of the two.
    ///
    /// # Errors
    /// `Invalid` when both or none are given.
    pub fn of(
        enterprise: Option<Id<enterprise::Entity>>,
        association: Option<Id<association::Entity>>,
    ) -> Result<Self> {
        match (enterprise, association) {
            (Some(id), None) => Ok(Self::Enterprise(id)),
            (None, Some(id)) => Ok(Self::Association(id)),
            (None, None) | (Some(_), Some(_)) => Err(Error::invalid("enterpriseId", ONE_OWNER)),
        }
    }
}

/// A contact to be entered.
pub struct NewContact {
    /// Whose.
    pub owner: Owner,
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// The work phone.
    pub phone: Phone,
}

/// What changes of a contact; absent stays.
#[derive(Default)]
pub struct ContactChange {
    /// 姓名.
    pub name: Option<String>,
    /// 职务.
    pub post: Option<String>,
    /// The work phone.
    pub phone: Option<Phone>,
}

/// Enters a contact.
///
/// # Errors
/// `NotFound` when the firm or association is not within reach.
pub async fn create_contact(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewContact,
) -> Result<contact::Model> {
    let mut tx = viewer.begin(policy::CREATE_CONTACT).await?;
    if let Some(first) = tx.first_result::<contact::Entity>(key).await? {
        return Ok(first);
    }
    let (enterprise_id, association_id) = match new.owner {
        Owner::Enterprise(id) => (Some(find_present(&tx, id).await?.id), None),
        Owner::Association(id) => (None, Some(tx.find::<association::Entity>(id).await?.id)),
    };
    let row = contact::ActiveModel {
        id: Set(tx.clock().new_id()),
        enterprise_id: Set(enterprise_id),
        association_id: Set(association_id),
        name: Set(new.name),
        post: Set(new.post),
        phone: Set(new.phone),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let contact = tx.insert(row).await?;
    tx.commit().await?;
    Ok(contact)
}

/// Corrects a contact.
///
/// # Errors
/// `Conflict` when `version` is stale.
pub async fn update_contact(
    viewer: &Viewer,
    id: Id<contact::Entity>,
    version: i32,
    change: ContactChange,
) -> Result<contact::Model> {
    let mut tx = viewer.begin(policy::UPDATE_CONTACT).await?;
    let before = tx.edit_at::<contact::Entity>(id, version).await?;
    let mut next = contact::ActiveModel::default();
    if let Some(name) = change.name {
        next.name = Set(name);
    }
    if let Some(post) = change.post {
        next.post = Set(post);
    }
    if let Some(phone) = change.phone {
        next.phone = Set(phone);
    }
    let contact = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(contact)
}

/// Opens one contact's phone; that it was opened is an audit event.
///
/// # Errors
/// `NotFound` when the contact is not within reach.
pub async fn reveal_phone(viewer: &Viewer, id: Id<contact::Entity>) -> Result<contact::Model> {
    let mut tx = viewer.begin(policy::REVEAL_PHONE).await?;
    let contact = tx.find::<contact::Entity>(id).await?;
    tx.record_access::<contact::Entity>(&contact);
    tx.commit().await?;
    Ok(contact)
}
