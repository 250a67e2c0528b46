//! Who sees and changes which rows of incidents: those of a firm whoever of the police sees the firm,
//! those of a town its station, what was diverted the centre that has it, and the units that it sends;
//! and whoever reported one.

use entity::{agency, dispatch, enterprise, incident, incident_event, scope::Area, user::Role};
use sea_orm::{ColumnTrait, Condition, EntityTrait};

use crate::{
    features::{enterprises::policy::led_by, inbound::Pushed},
    platform::{
        actor::Actor,
        loader::ChildOf,
        page::Keyset,
        scope::{List, Reach, Recorded, Visible},
    },
};

/// The incidents in the towns of the actor's stations.
fn in_own_towns(actor: &Actor) -> Reach<incident::Entity> {
    let own = match (actor.reads_as, actor.agency_id) {
        (Role::Chief, _) => led_by(agency::Column::Id, actor),
        (Role::Officer, Some(home)) => Condition::all().add(agency::Column::Id.eq(home)),
        (
            Role::Officer
            | Role::Admin
            | Role::Leader
            | Role::Coordinator
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Enterprise
            | Role::Integrator,
            _,
        ) => return Reach::nothing(),
    };
    let towns = List::of(agency::Column::TownId, own.add(agency::Column::TownId.is_not_null()));
    Reach::listed(incident::Column::TownId, towns)
}

/// The errands of the actor's own unit, or of those that the actor leads.
fn own_errands(actor: &Actor) -> Reach<dispatch::Entity> {
    use dispatch::Column;
    match actor.reads_as {
        Role::Chief => Reach::rows(led_by(Column::AgencyId, actor)),
        Role::Officer | Role::Partner => Reach::owned(Column::AgencyId, actor.agency_id),
        Role::Admin
        | Role::Leader
        | Role::Coordinator
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => Reach::nothing(),
    }
}

/// The incidents that the actor's own centre has or had.
fn at_own_centre(actor: &Actor) -> Reach<incident::Entity> {
    let is_partner = actor.reads_as == Role::Partner;
    Reach::owned(incident::Column::CentreId, actor.agency_id.filter(|_| is_partner))
}

/// What only an incident that was diverted has: whoever sees that sees it. Saying so lets the database
/// look at those alone.
pub fn of_diverted<E: EntityTrait>(column: E::Column, actor: &Actor) -> Reach<E> {
    let seen = incident::Entity::reach(actor);
    if seen.is_everything() {
        return Reach::everything();
    }
    Reach::under(column, seen.that(incident::Column::CentreId.is_not_null()))
}

impl Visible for incident::Entity {
    const KIND: &'static str = "incident";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        use incident::Column;
        let of_firms = || Reach::through::<enterprise::Entity>(Column::EnterpriseId, actor);
        let own = || Reach::owned(Column::ReportedById, Some(actor.user_id));
        let sent = || {
            let errands = List::within(dispatch::Column::IncidentId, own_errands(actor));
            Reach::listed(Column::Id, errands)
        };
        let is_machine = actor.role == Role::Integrator;
        match actor.reads_as {
            Role::Leader | Role::Coordinator => Reach::everything(),
            Role::Chief | Role::Officer => of_firms().or(in_own_towns(actor)).or(sent()).or(own()),
            Role::Partner => at_own_centre(actor).or(sent()).or(own().only_if(is_machine)),
            Role::Admin
            | Role::Auxiliary
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => own().only_if(is_machine),
        }
    }

    /// The police of the town, and the centre that has it.
    fn editable(actor: &Actor) -> Reach<Self> {
        match actor.reads_as {
            Role::Coordinator => Reach::everything(),
            Role::Chief | Role::Officer => in_own_towns(actor),
            Role::Partner => at_own_centre(actor),
            Role::Admin
            | Role::Leader
            | Role::Auxiliary
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => Reach::nothing(),
        }
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
            Nature,
            TriageCategoryId,
            MechanismEditionId,
            CentreId,
            ReceiptYear,
            ReceiptSerial,
            DivertedAt,
            SettledAt,
            ClosedAt,
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

impl Visible for dispatch::Entity {
    const KIND: &'static str = "dispatch";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        // The own ones first: then nobody asks further.
        own_errands(actor).or(of_diverted(dispatch::Column::IncidentId, actor))
    }

    /// A unit says itself where it is.
    fn editable(actor: &Actor) -> Reach<Self> {
        own_errands(actor)
    }
}

impl Recorded for dispatch::Entity {
    fn recorded() -> Vec<dispatch::Column> {
        use dispatch::Column::*;
        vec![Id, IncidentId, AgencyId, Role, State, AcceptedAt, ArrivedAt, Version, CreatedAt]
    }

    fn withheld() -> Vec<dispatch::Column> {
        Vec::new()
    }
}

impl ChildOf<incident::Entity> for dispatch::Entity {
    type Narrow = ();

    fn parent() -> dispatch::Column {
        dispatch::Column::IncidentId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(dispatch::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for incident_event::Entity {
    const KIND: &'static str = "incident_event";
    const AREA: Option<Area> = Some(Area::Incidents);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<incident::Entity>(incident_event::Column::IncidentId, actor)
    }

    /// A timeline is only ever added to.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for incident_event::Entity {
    fn recorded() -> Vec<incident_event::Column> {
        use incident_event::Column::*;
        vec![
            Id,
            IncidentId,
            Seq,
            Step,
            State,
            ActorId,
            At,
            Nature,
            TriageCategoryId,
            AgencyId,
            DispatchId,
        ]
    }

    fn withheld() -> Vec<incident_event::Column> {
        vec![incident_event::Column::ActorName, incident_event::Column::Note]
    }
}

impl ChildOf<incident::Entity> for incident_event::Entity {
    type Narrow = ();

    fn parent() -> incident_event::Column {
        incident_event::Column::IncidentId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(incident_event::Column::Seq)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
