//! What can be done. One constant is the role check, the audit label and the event it causes.

use entity::{
    scope::{Area, Scope},
    user::{Duty, Role},
};

use super::actor::Actor;

/// A named write: `visit.log` by these roles causes `visit.logged`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// `noun.verb`. The noun is the kind of row the event is about.
    pub name: &'static str,
    /// `noun.past`, the topic of the event.
    pub event: &'static str,
    /// Who may.
    pub allowed: Allowed,
}

/// Who may do an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// People of these roles.
    Roles(&'static [Role]),
    /// People of these roles, and an ADMIN with the duty.
    RolesOrDuty(&'static [Role], Duty),
    /// People of these roles, and a machine whose key writes in the area.
    RolesOrScope(&'static [Role], Area),
    /// Whoever is signed in.
    Anyone,
    /// The programme itself, never a person.
    System,
}

impl Action {
    /// Whether the actor's role or duty allows it.
    pub fn allows(&self, actor: &Actor) -> bool {
        match self.allowed {
            Allowed::Roles(roles) => roles.contains(&actor.role),
            Allowed::RolesOrDuty(roles, duty) => {
                roles.contains(&actor.role) || actor.has_duty(duty)
            }
            Allowed::RolesOrScope(roles, area) => {
                roles.contains(&actor.role) || actor.holds(Scope::Write(area))
            }
            Allowed::Anyone => true,
            Allowed::System => false,
        }
    }

    /// The scope that would let this actor do it: a machine whose key lacks it.
    pub fn lacking(&self, actor: &Actor) -> Option<Scope> {
        match self.allowed {
            Allowed::RolesOrScope(_, area) if actor.machine.is_some() && !self.allows(actor) => {
                Some(Scope::Write(area))
            }
            _ => None,
        }
    }

    /// The noun: the kind of row the action is about.
    pub fn subject(&self) -> &'static str {
        self.name.split('.').next().unwrap_or_default()
    }
}
