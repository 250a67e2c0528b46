//! Who manages people and sessions: the ADMIN with the duty SECURITY. Everybody has themselves.

use entity::{
    session,
    user::{self, Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    scope::{Reach, Recorded, Visible},
};

/// The root fields that answer without a session.
pub const OPEN_FIELDS: &[&str] = &["login", "refreshSession"];

const SECURITY: Allowed = Allowed::RolesOrDuty(&[], Duty::Security);

/// Signs in.
pub const OPEN_SESSION: Action =
    Action { name: "session.open", event: "session.opened", allowed: Allowed::Anyone };
/// Exchanges a refresh token for the next one.
pub const REFRESH_SESSION: Action =
    Action { name: "session.refresh", event: "session.refreshed", allowed: Allowed::Anyone };
/// Ends a session: one's own, or anybody's with SECURITY.
pub const END_SESSION: Action =
    Action { name: "session.end", event: "session.ended", allowed: Allowed::Anyone };
/// Changes one's own password.
pub const CHANGE_PASSWORD: Action = Action {
    name: "user.change_password",
    event: "user.password_changed",
    allowed: Allowed::Anyone,
};
/// Gives a person a new password.
pub const RESET_PASSWORD: Action =
    Action { name: "user.reset_password", event: "user.password_reset", allowed: SECURITY };
/// Makes a user.
pub const CREATE_USER: Action =
    Action { name: "user.create", event: "user.created", allowed: SECURITY };
/// Changes a user's name, role, duties or home.
pub const UPDATE_USER: Action =
    Action { name: "user.update", event: "user.updated", allowed: SECURITY };
/// Closes an account.
pub const DEACTIVATE_USER: Action =
    Action { name: "user.deactivate", event: "user.deactivated", allowed: SECURITY };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[
    OPEN_SESSION,
    REFRESH_SESSION,
    END_SESSION,
    CHANGE_PASSWORD,
    RESET_PASSWORD,
    CREATE_USER,
    UPDATE_USER,
    DEACTIVATE_USER,
];

const USERNAME_TAKEN: Reason =
    Reason {
        code: "username_taken", zh: "该用户名已被使用", en: "This user name is taken"
    };

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_app_user_username",
    columns: "app_user.username",
    meaning: Meaning::Invalid("username", USERNAME_TAKEN),
}];

impl Visible for user::Entity {
    const KIND: &'static str = "user";

    fn reach(actor: &Actor) -> Reach<Self> {
        if actor.role == Role::Leader || actor.has_duty(Duty::Security) {
            return Reach::everything();
        }
        Reach::owned(user::Column::Id, Some(actor.user_id))
    }

    fn editable(actor: &Actor) -> Reach<Self> {
        if actor.has_duty(Duty::Security) {
            return Reach::everything();
        }
        Reach::owned(user::Column::Id, Some(actor.user_id))
    }
}

impl Recorded for user::Entity {
    fn recorded() -> Vec<user::Column> {
        use user::Column::*;
        vec![
            Id,
            Username,
            Role,
            Duties,
            AgencyId,
            AssociationId,
            EnterpriseId,
            OfficerId,
            State,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<user::Column> {
        vec![user::Column::PasswordHash, user::Column::Name]
    }
}

impl Visible for session::Entity {
    const KIND: &'static str = "session";

    fn reach(actor: &Actor) -> Reach<Self> {
        if actor.has_duty(Duty::Security) {
            return Reach::everything();
        }
        Reach::owned(session::Column::UserId, Some(actor.user_id))
    }
}

impl Recorded for session::Entity {
    fn recorded() -> Vec<session::Column> {
        use session::Column::*;
        vec![Id, UserId, Generation, RotatedAt, ExpiresAt, EndedAt, Address, Device, CreatedAt]
    }

    fn withheld() -> Vec<session::Column> {
        Vec::new()
    }
}
