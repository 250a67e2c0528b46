//! Who raises alerts and who sees them. An alert on a firm is its liaison officer's, one on a place
//! the chief's of the town, one on the handling of a case the handler's chief's. Firms, associations
//! and partners never see any.

use entity::{agency, alert, enterprise, scope::Area, service_request, user::Role};
use sea_orm::ColumnTrait;

use crate::{
    features::{enterprises::policy::led_by, inbound::Pushed},
    platform::{
        action::{Action, Allowed},
        actor::Actor,
        scope::{List, Reach, Recorded, Visible},
    },
};

/// Raises an alert.
pub const RAISE: Action = Action {
    name: "alert.raise",
    event: "alert.raised",
    allowed: Allowed::RolesOrScope(&[Role::Coordinator], Area::Alerts),
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[RAISE];

impl Visible for alert::Entity {
    const KIND: &'static str = "alert";
    const AREA: Option<Area> = Some(Area::Alerts);

    fn reach(actor: &Actor) -> Reach<Self> {
        use alert::Column;
        let of_firms = || Reach::through::<enterprise::Entity>(Column::EnterpriseId, actor);
        let is_no_flaw = || Column::Kind.ne(alert::Kind::HandlingFlaw);
        let by_role = match actor.reads_as {
            Role::Leader | Role::Coordinator => Reach::everything(),
            Role::Chief => {
                let towns = List::of(agency::Column::TownId, led_by(agency::Column::Id, actor));
                let handled = led_by(service_request::Column::AgencyId, actor);
                let handled = List::of(service_request::Column::Id, handled);
                let of_places = of_firms().or(Reach::listed(Column::TownId, towns));
                of_places.that(is_no_flaw()).or(Reach::listed(Column::RequestId, handled))
            }
            Role::Officer => of_firms().that(is_no_flaw()),
            Role::Admin
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => Reach::nothing(),
        };
        // A platform follows what it sent.
        let is_machine = actor.role == Role::Integrator;
        by_role.or(Reach::owned(Column::RaisedById, Some(actor.user_id)).only_if(is_machine))
    }

    /// An alert stands as it was raised.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for alert::Entity {
    fn recorded() -> Vec<alert::Column> {
        use alert::Column::*;
        vec![
            Id,
            Kind,
            Severity,
            State,
            OccurredAt,
            EnterpriseId,
            TownId,
            Latitude,
            Longitude,
            RequestId,
            RaisedById,
            SourceKey,
            Version,
            CreatedAt,
        ]
    }

    /// Free text that may name people, and what is made of it.
    fn withheld() -> Vec<alert::Column> {
        use alert::Column::*;
        vec![Title, Details, Place, Digest]
    }
}

impl Pushed for alert::Entity {
    const SENDER: alert::Column = alert::Column::RaisedById;
    const SOURCE_KEY: alert::Column = alert::Column::SourceKey;
    const DIGEST: alert::Column = alert::Column::Digest;
    const CREATED_AT: alert::Column = alert::Column::CreatedAt;
}
