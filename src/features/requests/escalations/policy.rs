//! Who sees and decides which steps of chains, and reads which templates.
//!
//! Whoever has to do with the request sees all its steps; an agency that is only asked for a
//! decision sees just its own.

use entity::{
    escalation, escalation_template,
    scope::Area,
    service_request,
    user::{Duty, Role},
};
use sea_orm::Condition;

use crate::{
    features::requests::reach::{as_party, handled},
    platform::{
        actor::Actor,
        loader::ChildOf,
        page::Keyset,
        scope::{List, Reach, Recorded, Visible},
    },
};

/// The steps that the actor's own agency decides or decided.
pub fn decided(actor: &Actor) -> Reach<escalation::Entity> {
    match actor.reads_as {
        Role::Chief | Role::Partner => Reach::owned(escalation::Column::AgencyId, actor.agency_id),
        Role::Leader
        | Role::Coordinator
        | Role::Officer
        | Role::Admin
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => Reach::nothing(),
    }
}

/// The requests of those steps.
pub fn addressed(actor: &Actor) -> Reach<service_request::Entity> {
    let steps = decided(actor);
    if steps.is_nothing() {
        return Reach::nothing();
    }
    let requests = List::within(escalation::Column::RequestId, steps);
    Reach::listed(service_request::Column::Id, requests)
}

impl Visible for escalation::Entity {
    const KIND: &'static str = "escalation";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::under(escalation::Column::RequestId, as_party(actor)).or(decided(actor))
    }

    /// The asked agency decides; whoever handles the request resubmits.
    fn editable(actor: &Actor) -> Reach<Self> {
        let leads = actor.reads_as == Role::Leader;
        let own = Reach::owned(escalation::Column::AgencyId, actor.agency_id.filter(|_| leads));
        let handled = Reach::under(escalation::Column::RequestId, handled(actor));
        decided(actor).or(own).or(handled)
    }
}

impl Recorded for escalation::Entity {
    fn recorded() -> Vec<escalation::Column> {
        use escalation::Column::*;
        vec![
            Id,
            RequestId,
            ChainId,
            Place,
            AgencyId,
            KioskId,
            Days,
            State,
            Attempt,
            Rest,
            SentAt,
            DueAt,
            DueProvisional,
            DueComputedAt,
            FellDueAt,
            DecidedAt,
            Version,
            CreatedAt,
        ]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<escalation::Column> {
        vec![escalation::Column::Subject]
    }
}

impl ChildOf<service_request::Entity> for escalation::Entity {
    type Narrow = ();

    fn parent() -> escalation::Column {
        escalation::Column::RequestId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(escalation::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

/// Whether the actor escalates, or keeps what others escalate by.
fn climbs(actor: &Actor) -> bool {
    matches!(
        actor.reads_as,
        Role::Officer | Role::Chief | Role::Coordinator | Role::Partner | Role::Leader
    ) || actor.has_duty(Duty::System)
}

impl Visible for escalation_template::Entity {
    const KIND: &'static str = "escalation_template";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(climbs(actor))
    }
}

impl Recorded for escalation_template::Entity {
    fn recorded() -> Vec<escalation_template::Column> {
        use escalation_template::Column::*;
        vec![Id, Name, Steps, RetiredAt, Version, CreatedAt]
    }

    fn withheld() -> Vec<escalation_template::Column> {
        Vec::new()
    }
}
