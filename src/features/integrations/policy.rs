//! Who keeps the keys of other systems: the ADMIN with SECURITY. Whoever answers for a system sees
//! it, and so does the system itself.

use entity::{
    api_client, machine_key,
    scope::Area,
    user::{self, Duty},
};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

const SECURITY: Allowed = Allowed::RolesOrDuty(&[], Duty::Security);

/// Makes a client and its first key.
pub const CREATE: Action =
    Action { name: "api_client.create", event: "api_client.created", allowed: SECURITY };
/// Changes what a client may do.
pub const UPDATE: Action =
    Action { name: "api_client.update", event: "api_client.updated", allowed: SECURITY };
/// Gives a client a new key; the old ones end a little later.
pub const ROTATE: Action =
    Action { name: "api_client.rotate", event: "api_client.rotated", allowed: SECURITY };
/// Shuts a client out.
pub const REVOKE: Action =
    Action { name: "api_client.revoke", event: "api_client.revoked", allowed: SECURITY };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[CREATE, UPDATE, ROTATE, REVOKE];

const NAME_TAKEN: Reason =
    Reason { code: "name_taken", zh: "该名称已存在", en: "The name is taken" };

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_api_client_name",
    columns: "api_client.name",
    meaning: Meaning::Invalid("name", NAME_TAKEN),
}];

impl Visible for api_client::Entity {
    const KIND: &'static str = "api_client";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        use api_client::Column;
        if actor.has_duty(Duty::Security) {
            return Reach::everything();
        }
        let me = actor.user_id;
        Reach::rows(Column::OwnerId.eq(me)).or(Reach::rows(Column::UserId.eq(me)))
    }

    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.has_duty(Duty::Security))
    }
}

impl Recorded for api_client::Entity {
    fn recorded() -> Vec<api_client::Column> {
        use api_client::Column::*;
        vec![Id, Name, UserId, Scopes, Addresses, Quota, OwnerId, RevokedAt, Version, CreatedAt]
    }

    fn withheld() -> Vec<api_client::Column> {
        Vec::new()
    }
}

impl ChildOf<user::Entity> for machine_key::Entity {
    type Narrow = ();

    fn parent() -> machine_key::Column {
        machine_key::Column::UserId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(machine_key::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
