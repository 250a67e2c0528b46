//! Who reads the audit log: the ADMIN with the duty AUDIT, and the LEADER. Nobody writes it by hand.

use entity::{
    audit_event,
    scope::Area,
    user::{Duty, Role},
};

use crate::platform::{
    actor::Actor,
    scope::{Reach, Visible},
};

impl Visible for audit_event::Entity {
    const KIND: &'static str = "audit_event";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.role == Role::Leader || actor.has_duty(Duty::Audit))
    }

    fn editable(_: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}
