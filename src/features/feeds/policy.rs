//! Who has a calendar at an address: people with an agency as their home who go out or answer. The
//! own addresses are seen and revoked; ADMIN with SECURITY, who keeps all keys, those of all.

use entity::{
    calendar_feed,
    scope::Area,
    user::{Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    scope::{Reach, Recorded, Visible},
};

const HOLDERS: &[Role] =
    &[Role::Officer, Role::Chief, Role::Coordinator, Role::Leader, Role::Partner];

/// Makes an address.
pub const CREATE: Action = Action {
    name: "calendar_feed.create",
    event: "calendar_feed.created",
    allowed: Allowed::Roles(HOLDERS),
};
/// Revokes an address.
pub const REVOKE: Action = Action {
    name: "calendar_feed.revoke",
    event: "calendar_feed.revoked",
    allowed: Allowed::RolesOrDuty(HOLDERS, Duty::Security),
};
/// Notes that an address was asked for; at most once an hour, and no event.
pub const USE: Action =
    Action { name: "calendar_feed.use", event: "calendar_feed.used", allowed: Allowed::System };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[CREATE, REVOKE, USE];

impl Visible for calendar_feed::Entity {
    const KIND: &'static str = "calendar_feed";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        if actor.has_duty(Duty::Security) {
            return Reach::everything();
        }
        Reach::owned(calendar_feed::Column::UserId, Some(actor.user_id))
    }
}

impl Recorded for calendar_feed::Entity {
    fn recorded() -> Vec<calendar_feed::Column> {
        use calendar_feed::Column::*;
        vec![Id, UserId, Hint, CreatedAt, RevokedAt]
    }

    fn withheld() -> Vec<calendar_feed::Column> {
        vec![calendar_feed::Column::TokenHash, calendar_feed::Column::Name]
    }

    fn measured() -> Vec<calendar_feed::Column> {
        vec![calendar_feed::Column::LastUsedAt]
    }
}
