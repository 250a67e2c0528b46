//! Who manages people and sessions: the ADMIN with the duty SECURITY. Everybody has themselves.

use entity::{
    api_client, kiosk, machine_key,
    scope::Area,
    session,
    user::{self, Duty, Role},
};

use sea_orm::ColumnTrait;

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    scope::{List, Reach, Recorded, Visible},
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

/// Notes that a machine came with its key; at most once an hour, and no event.
pub const USE_KEY: Action =
    Action { name: "machine_key.use", event: "machine_key.used", allowed: Allowed::System };

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
    USE_KEY,
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
    const AREA: Option<Area> = None;

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
    const AREA: Option<Area> = None;

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

impl Visible for machine_key::Entity {
    const KIND: &'static str = "machine_key";
    const AREA: Option<Area> = None;

    /// Beside SECURITY, who keeps all keys, the liaison office revokes those of its kiosks, and
    /// whoever answers for a client sees its keys.
    fn reach(actor: &Actor) -> Reach<Self> {
        use machine_key::Column;
        let clients = api_client::Column::OwnerId.eq(actor.user_id);
        let answered_for =
            Reach::listed(Column::UserId, List::of(api_client::Column::UserId, clients));
        let kept = match actor.role {
            Role::Admin => Reach::everything_if(actor.has_duty(Duty::Security)),
            Role::Coordinator => {
                let machines = kiosk::Column::UserId.is_not_null();
                Reach::listed(Column::UserId, List::of(kiosk::Column::UserId, machines))
            }
            Role::Integrator => Reach::owned(Column::UserId, Some(actor.user_id)),
            Role::Leader
            | Role::Chief
            | Role::Officer
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Enterprise => Reach::nothing(),
        };
        kept.or(answered_for)
    }

    /// A machine does not change its own keys, nor does who answers for it.
    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.role == Role::Coordinator || actor.has_duty(Duty::Security))
    }
}

impl Recorded for machine_key::Entity {
    fn recorded() -> Vec<machine_key::Column> {
        use machine_key::Column::*;
        vec![Id, UserId, Name, Hint, CreatedAt, ExpiresAt, RevokedAt]
    }

    fn withheld() -> Vec<machine_key::Column> {
        vec![machine_key::Column::KeyHash]
    }

    fn measured() -> Vec<machine_key::Column> {
        vec![machine_key::Column::LastUsedAt]
    }
}
