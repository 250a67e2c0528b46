//! Who reports incidents and who sees them: those of a firm whoever of the police sees the firm,
//! those of a town its chief, and whoever reported one.

use entity::{agency, enterprise, incident, scope::Area, user::Role};

use crate::{
    features::{enterprises::policy::led_by, inbound::Pushed},
    platform::{
        action::{Action, Allowed},
        actor::Actor,
        scope::{List, Reach, Recorded, Visible},
    },
};

/// Reports an incident.
pub const REPORT: Action = Action {
    name: "incident.report",
    event: "incident.reported",
    allowed: Allowed::RolesOrScope(
        &[Role::Officer, Role::Chief, Role::Coordinator],
        Area::Incidents,
    ),
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[REPORT];

impl Visible for incident::Entity {
    const KIND: &'static str = "incident";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        use incident::Column;
        let of_firms = || Reach::through::<enterprise::Entity>(Column::EnterpriseId, actor);
        let own = || Reach::owned(Column::ReportedById, Some(actor.user_id));
        let is_machine = actor.role == Role::Integrator;
        match actor.reads_as {
            Role::Leader | Role::Coordinator => Reach::everything(),
            Role::Chief => {
                let towns = List::of(agency::Column::TownId, led_by(agency::Column::Id, actor));
                of_firms().or(Reach::listed(Column::TownId, towns)).or(own())
            }
            Role::Officer => of_firms().or(own()),
            Role::Admin
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => own().only_if(is_machine),
        }
    }

    /// An incident stands as it was received.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for incident::Entity {
    fn recorded() -> Vec<incident::Column> {
        use incident::Column::*;
        vec![
            Id,
            Category,
            State,
            ReceivedAt,
            EnterpriseId,
            TownId,
            Latitude,
            Longitude,
            ReportedById,
            SourceKey,
            Version,
            CreatedAt,
        ]
    }

    /// Free text that may name people, and what is made of it.
    fn withheld() -> Vec<incident::Column> {
        use incident::Column::*;
        vec![Summary, Place, Digest]
    }
}

impl Pushed for incident::Entity {
    const SENDER: incident::Column = incident::Column::ReportedById;
    const SOURCE_KEY: incident::Column = incident::Column::SourceKey;
    const DIGEST: incident::Column = incident::Column::Digest;
    const CREATED_AT: incident::Column = incident::Column::CreatedAt;
}
