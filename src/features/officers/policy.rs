//! The directory: whoever is signed in reads it; the registrars keep it.

use entity::{
    agency, officer,
    scope::Area,
    user::{Duty, Role},
};
use sea_orm::Condition;

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

const REGISTRARS: Allowed = Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System);

/// Enters an officer.
pub const CREATE: Action =
    Action { name: "officer.create", event: "officer.created", allowed: REGISTRARS };
/// Corrects an officer's record.
pub const UPDATE: Action =
    Action { name: "officer.update", event: "officer.updated", allowed: REGISTRARS };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[CREATE, UPDATE];

const BADGE_TAKEN: Reason =
    Reason {
        code: "badge_number_taken", zh: "该警号已存在", en: "The badge number is taken"
    };

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_officer_badge_number",
    columns: "officer.badge_number",
    meaning: Meaning::Invalid("badgeNumber", BADGE_TAKEN),
}];

impl Visible for officer::Entity {
    const KIND: &'static str = "officer";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for officer::Entity {
    fn recorded() -> Vec<officer::Column> {
        use officer::Column::*;
        vec![
            Id,
            BadgeNumber,
            Rank,
            Branch,
            AgencyId,
            TownId,
            Latitude,
            Longitude,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<officer::Column> {
        vec![officer::Column::Name, officer::Column::Phone]
    }
}

impl ChildOf<agency::Entity> for officer::Entity {
    type Narrow = ();

    fn parent() -> officer::Column {
        officer::Column::AgencyId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(officer::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

/// Whether the actor reads badge numbers and home bases: public servants. The directory for firms
/// and associations is name, rank and work phone.
pub fn reads_base(actor: &Actor) -> bool {
    !matches!(actor.reads_as, Role::Enterprise | Role::Association | Role::Integrator)
}
