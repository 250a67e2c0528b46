//! Who acts: the person signed in, as read from the database within the last second, and the
//! circumstances of the request. What an actor may see or do is decided elsewhere.

use std::sync::Arc;

use entity::{
    Id, agency, association, enterprise, officer, session,
    user::{self, Duty, Role},
};

/// A person signed in, with the rights held now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user_id: Id<user::Entity>,
    /// The session the request came with; none for a machine, which comes with a key.
    pub session_id: Option<Id<session::Entity>>,
    /// The user's name, for the audit log.
    pub name: String,
    /// The one role.
    pub role: Role,
    /// What an ADMIN may do.
    pub duties: Vec<Duty>,
    /// The home agency of a public servant.
    pub agency_id: Option<Id<agency::Entity>>,
    /// The home agency and every agency below it in the administration, for a CHIEF; else empty.
    pub agencies_led: Vec<Id<agency::Entity>>,
    /// The home association.
    pub association_id: Option<Id<association::Entity>>,
    /// The home enterprise.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The officer this person is.
    pub officer_id: Option<Id<officer::Entity>>,
}

impl Actor {
    /// Whether the actor reads the directory: towns, agencies, officers' names and work phones.
    /// Every person does; a machine reads what its scopes say.
    pub fn reads_directory(&self) -> bool {
        self.role != Role::Integrator
    }

    /// Whether the actor is an ADMIN with this duty.
    pub fn has_duty(&self, duty: Duty) -> bool {
        self.role == Role::Admin && self.duties.contains(&duty)
    }
}

/// For whom the database is opened.
#[derive(Clone, Debug)]
pub enum Behalf {
    /// A person, within that person's reach.
    Actor(Arc<Actor>),
    /// The programme itself, which says why: sign-in, the worker, a command on the server.
    System(&'static str),
}

/// Where a request came from and what its traces are called.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The address of the client.
    pub address: String,
    /// Ties answers, log lines and audit events of one request together.
    pub trace_id: String,
}
