//! Who acts: the person or machine signed in, as read from the database within the last second, and the
//! circumstances of the request. What an actor may see or do is decided elsewhere.

use std::{net::IpAddr, sync::Arc};

use entity::{
    Id, agency, association, enterprise, officer,
    scope::{Area, Scope, Scopes},
    session,
    user::{self, Duty, Role},
};
use ipnet::IpNet;

/// A person or machine signed in, with the rights held now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user_id: Id<user::Entity>,
    /// The session the request came with; none for a machine, which comes with a key.
    pub session_id: Option<Id<session::Entity>>,
    /// The user's name, for the audit log.
    pub name: String,
    /// The one role: what may be done hangs on it.
    pub role: Role,
    /// In which role rows are seen. It is the same, save for a machine that belongs somewhere: it
    /// sees what the people there see.
    pub reads_as: Role,
    /// What is known of a machine beside its user; none for people, who need no scope.
    pub machine: Option<Machine>,
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
    /// Everybody does but a kiosk, which reads itself.
    pub fn reads_directory(&self) -> bool {
        let belongs_nowhere = self.agency_id.is_none() && self.association_id.is_none();
        self.reads_as != Role::Integrator || belongs_nowhere
    }

    /// Whether rows of this area are opened: to a person always, to a machine by its key.
    pub fn reads(&self, area: Area) -> bool {
        self.machine.is_none() || self.holds(Scope::Read(area))
    }

    /// Whether this is a machine whose key opens that.
    pub fn holds(&self, scope: Scope) -> bool {
        self.machine.as_ref().is_some_and(|machine| machine.scopes.hold(scope))
    }

    /// Whether the actor is an ADMIN with this duty.
    pub fn has_duty(&self, duty: Duty) -> bool {
        self.role == Role::Admin && self.duties.contains(&duty)
    }
}

/// What a machine may do, from where and how much of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// What its key opens.
    pub scopes: Scopes,
    /// From where it may come; from anywhere where there are none.
    pub addresses: Vec<IpNet>,
    /// What its queries may cost in a minute, where that is not the usual.
    pub quota: Option<u32>,
}

impl Machine {
    /// Whether it may come from this address.
    pub fn may_come_from(&self, address: &str) -> bool {
        let Ok(address) = address.parse::<IpAddr>() else { return self.addresses.is_empty() };
        let address = address.to_canonical();
        self.addresses.is_empty() || self.addresses.iter().any(|net| net.contains(&address))
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
