//! The people who may have to be told: by agency and role, by office, by firm.

use std::collections::HashSet;

use entity::{
    Id, agency, association, enterprise, officer,
    user::{self, Role},
};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{Result, tx::Tx};

/// More than an outbox of a thousand events can concern.
const MOST_USERS: u64 = 20_000;

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
    /// This one.
    User(Id<user::Entity>),
    /// The filer, when that is an official.
    Filer(Id<user::Entity>),
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
            Self::User(id) => user.id == id,
            Self::Filer(id) => {
                let files_for_others = matches!(
                    user.role,
                    Role::Officer | Role::Chief | Role::Coordinator | Role::Partner
                );
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
            Who::User(id) | Who::Filer(id) => drop(users.insert(id.uuid())),
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
