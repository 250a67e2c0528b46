//! The rows that notices are about, as far as telling needs them: who has to do with one, and what
//! the words say of it.

use std::collections::{HashMap, HashSet};

use entity::{
    Id, agency, assignment, association, enterprise, officer, outbox_event, service_request,
    user::{self, Role},
};
use sea_orm::{ColumnTrait, Condition};
use serde_json::{Value, json};
use uuid::Uuid;

use super::topics::To;
use crate::platform::{Result, scope::Visible, tx::Tx};

/// More than an outbox of a thousand events can concern.
const MOST_USERS: u64 = 20_000;

/// A row that something happened to.
pub struct Subject {
    agency_id: Option<Id<agency::Entity>>,
    handler_id: Option<Id<officer::Entity>>,
    /// The firm's liaison officer.
    liaison_id: Option<Id<officer::Entity>>,
    enterprise_id: Option<Id<enterprise::Entity>>,
    association_id: Option<Id<association::Entity>>,
    filed_by_id: Option<Id<user::Entity>>,
    /// What the words say of it.
    pub args: Value,
}

impl From<service_request::Model> for Subject {
    fn from(row: service_request::Model) -> Self {
        Self {
            agency_id: row.agency_id,
            handler_id: row.handler_id,
            liaison_id: None,
            enterprise_id: row.enterprise_id,
            association_id: row.association_id,
            filed_by_id: Some(row.filed_by_id),
            args: json!({ "number": format!("{}-{:06}", row.year, row.serial) }),
        }
    }
}

/// The rows of these events, one statement a kind.
///
/// # Errors
/// Those of the database.
pub async fn subjects(tx: &Tx, events: &[outbox_event::Model]) -> Result<HashMap<Uuid, Subject>> {
    use service_request::Column;
    let ids = |kind| {
        let of_kind = events.iter().filter(move |event| event.subject_kind == kind);
        of_kind.map(|event| event.subject_id).collect::<HashSet<_>>()
    };
    let requests = ids(service_request::Entity::KIND);
    let limit = requests.len() as u64;
    let requests = tx.scoped::<service_request::Entity>().filter(Column::Id.is_in(requests));
    let requests = requests.at_most(limit).await?;
    let liaisons = liaisons(tx, &requests).await?;
    let subject = |row: service_request::Model| {
        let liaison_id = row.enterprise_id.and_then(|id| liaisons.get(&id).copied());
        (row.id.uuid(), Subject { liaison_id, ..row.into() })
    };
    Ok(requests.into_iter().map(subject).collect())
}

/// Who looks after the firms of these requests.
async fn liaisons(
    tx: &Tx,
    requests: &[service_request::Model],
) -> Result<HashMap<Id<enterprise::Entity>, Id<officer::Entity>>> {
    use assignment::Column;
    let firms: HashSet<_> = requests.iter().filter_map(|row| row.enterprise_id).collect();
    let limit = firms.len() as u64;
    let open = tx.scoped::<assignment::Entity>().filter(Column::EndedOn.is_null());
    let open = open.filter(Column::EnterpriseId.is_in(firms)).at_most(limit).await?;
    Ok(open.into_iter().map(|row| (row.enterprise_id, row.officer_id)).collect())
}

/// Somebody who may have to be told.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// People of an agency with these roles.
    OfAgency(Id<agency::Entity>, &'static [Role]),
    /// Everybody with one of these roles.
    WithRole(&'static [Role]),
    /// The user that an officer is.
    Officer(Id<officer::Entity>),
    /// The same, while the officer belongs to this agency.
    OfficerOf(Id<officer::Entity>, Id<agency::Entity>),
    /// A firm's people.
    OfEnterprise(Id<enterprise::Entity>),
    /// An association's people.
    OfAssociation(Id<association::Entity>),
    /// The filer, when that is an official.
    Filer(Id<user::Entity>),
}

impl Subject {
    /// Who is meant.
    pub fn people(&self, to: To) -> Vec<Who> {
        match to {
            To::Agency(roles) => vec![match self.agency_id {
                Some(id) => Who::OfAgency(id, roles),
                None => Who::WithRole(&[Role::Coordinator]),
            }],
            To::Handler => match (self.handler_id, self.liaison_id, self.agency_id) {
                (Some(id), ..) => vec![Who::Officer(id)],
                (None, Some(id), Some(agency_id)) => vec![Who::OfficerOf(id, agency_id)],
                (None, ..) => Vec::new(),
            },
            To::Requester => {
                let firm = self.enterprise_id.map(Who::OfEnterprise);
                let association = self.association_id.map(Who::OfAssociation);
                let filer = self.filed_by_id.map(Who::Filer);
                firm.into_iter().chain(association).chain(filer).collect()
            }
        }
    }
}

impl Who {
    /// Whether the user is one of them.
    pub fn includes(self, user: &user::Model) -> bool {
        match self {
            Self::OfAgency(id, roles) => user.agency_id == Some(id) && roles.contains(&user.role),
            Self::WithRole(roles) => roles.contains(&user.role),
            Self::Officer(id) => user.officer_id == Some(id),
            Self::OfficerOf(id, agency_id) => {
                user.officer_id == Some(id) && user.agency_id == Some(agency_id)
            }
            Self::OfEnterprise(id) => {
                user.enterprise_id == Some(id) && user.role == Role::Enterprise
            }
            Self::OfAssociation(id) => {
                user.association_id == Some(id) && user.role == Role::Association
            }
            Self::Filer(id) => {
                let files_for_others =
                    matches!(user.role, Role::Officer | Role::Chief | Role::Coordinator);
                user.id == id && files_for_others
            }
        }
    }
}

/// Every user who can sign in and may be among these people, in one statement.
///
/// # Errors
/// Those of the database.
pub async fn users(tx: &Tx, people: &[Who]) -> Result<Vec<user::Model>> {
    use user::Column;
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let (mut agencies, mut officers, mut users) = (HashSet::new(), HashSet::new(), HashSet::new());
    let (mut firms, mut associations) = (HashSet::new(), HashSet::new());
    let mut roles: Vec<Role> = Vec::new();
    for who in people {
        match who {
            Who::OfAgency(id, _) => drop(agencies.insert(id.uuid())),
            Who::WithRole(more) => roles.extend(*more),
            Who::Officer(id) | Who::OfficerOf(id, _) => drop(officers.insert(id.uuid())),
            Who::OfEnterprise(id) => drop(firms.insert(id.uuid())),
            Who::OfAssociation(id) => drop(associations.insert(id.uuid())),
            Who::Filer(id) => drop(users.insert(id.uuid())),
        }
    }
    let candidates = Condition::any()
        .add(Column::AgencyId.is_in(agencies))
        .add(Column::OfficerId.is_in(officers))
        .add(Column::EnterpriseId.is_in(firms))
        .add(Column::AssociationId.is_in(associations))
        .add(Column::Id.is_in(users))
        .add(Column::Role.is_in(roles));
    let active = tx.scoped::<user::Entity>().filter(Column::State.eq(user::State::Active));
    active.filter(candidates).at_most(MOST_USERS).await
}
