//! The contact that a register gives for a firm: corrected where the firm has one of that name or
//! that phone, else entered. Contacts that the register does not name stay as they are.

use std::collections::HashMap;

use entity::{Id, contact, enterprise, phone::Phone};
use sea_orm::ActiveValue::Set;

use super::{Landed, correct};
use crate::platform::{Result, tx::Tx};

/// What a person without a name is called.
const NAMELESS: &str = "联系人";

/// What a row says of a contact.
pub(super) enum Given {
    Nothing,
    /// Which cannot be kept: a contact is somebody who can be called.
    NameAlone,
    Phone(Option<String>, Phone),
}

impl Given {
    pub(super) fn of(name: Option<String>, phone: Option<Phone>) -> Self {
        match (name, phone) {
            (None, None) => Self::Nothing,
            (Some(_), None) => Self::NameAlone,
            (name, Some(phone)) => Self::Phone(name, phone),
        }
    }
}

/// The contacts of some firms, and those to be entered.
pub(super) struct Contacts {
    known: HashMap<Id<enterprise::Entity>, Vec<contact::Model>>,
    new: Vec<contact::ActiveModel>,
}

impl Contacts {
    pub(super) fn known(contacts: Vec<contact::Model>) -> Self {
        let mut known: HashMap<_, Vec<_>> = HashMap::new();
        for contact in contacts {
            if let Some(firm) = contact.enterprise_id {
                known.entry(firm).or_default().push(contact);
            }
        }
        Self { known, new: Vec::new() }
    }

    pub(super) fn into_new(self) -> Vec<contact::ActiveModel> {
        self.new
    }

    pub(super) async fn land(
        &mut self,
        tx: &mut Tx,
        firm: Id<enterprise::Entity>,
        given: Given,
    ) -> Result<Landed> {
        let Given::Phone(name, phone) = given else { return Ok(Landed::Unchanged) };
        let known = self.known.get(&firm).map(Vec::as_slice).unwrap_or_default();
        if let Some(before) = same_person(known, name.as_deref(), &phone) {
            let change = contact::ActiveModel {
                name: super::said(name),
                phone: Set(phone),
                ..Default::default()
            };
            return Ok(Landed::corrected(correct(tx, before, change).await?.as_ref()));
        }
        self.new.push(contact::ActiveModel {
            id: Set(tx.clock().new_id()),
            enterprise_id: Set(Some(firm)),
            association_id: Set(None),
            name: Set(name.unwrap_or_else(|| NAMELESS.to_owned())),
            post: Set(String::new()),
            phone: Set(phone),
            version: Set(1),
            created_at: Set(tx.clock().now()),
        });
        Ok(Landed::Updated)
    }
}

/// The contact of that name and phone, else of that name, else of that phone.
fn same_person<'a>(
    known: &'a [contact::Model],
    name: Option<&str>,
    phone: &Phone,
) -> Option<&'a contact::Model> {
    let has_name = |contact: &&contact::Model| Some(contact.name.as_str()) == name;
    let has_phone = |contact: &&contact::Model| contact.phone == *phone;
    known
        .iter()
        .find(|contact| has_name(contact) && has_phone(contact))
        .or_else(|| known.iter().find(has_name))
        .or_else(|| known.iter().find(has_phone))
}
