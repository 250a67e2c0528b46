//! Who sees and edits which rows of requests.
//!
//! A request belongs to its requester and to the agency that handles it. Whoever sees the firm sees
//! its requests; an officer keeps those in hand, an agency those routed to it. Requesters read what
//! is SHARED of a timeline.

use entity::{
    association, enterprise, escalation, liaison_office,
    request_event::{self, Visibility},
    request_oversight,
    scope::Area,
    service_request, task_force,
    user::Role,
    visit,
};
use sea_orm::{ColumnTrait, Condition};

use super::{escalations::policy as escalations, task_forces::policy as task_forces};
use crate::{
    features::enterprises::policy::led_by,
    platform::{
        actor::Actor,
        loader::ChildOf,
        page::Keyset,
        scope::{List, Reach, Recorded, Visible},
    },
};

/// The requests that the actor sees as one who has to do with them, timeline and all: not only for
/// a step of a chain that the own agency decides.
pub fn as_party(actor: &Actor) -> Reach<service_request::Entity> {
    concerned(actor).or(filed(actor)).or(task_forces::serving(actor)).or(overseen(actor))
}

/// What a machine filed it follows to the end.
fn filed(actor: &Actor) -> Reach<service_request::Entity> {
    let is_machine = actor.role == Role::Integrator;
    Reach::owned(service_request::Column::FiledById, Some(actor.user_id)).only_if(is_machine)
}

/// A request that passed a due date is read by the parent agency.
fn overseen(actor: &Actor) -> Reach<service_request::Entity> {
    use request_oversight::Column;
    let by = match actor.reads_as {
        Role::Chief => led_by(Column::AgencyId, actor),
        Role::Partner => Condition::all().add(Column::AgencyId.eq(actor.agency_id)),
        Role::Officer
        | Role::Leader
        | Role::Coordinator
        | Role::Admin
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => return Reach::nothing(),
    };
    Reach::listed(service_request::Column::Id, List::of(Column::RequestId, by))
}

/// The requests of the firms seen, of the own agency, in hand or filed by oneself.
fn concerned(actor: &Actor) -> Reach<service_request::Entity> {
    use service_request::Column;
    let of_firms = || Reach::through::<enterprise::Entity>(Column::EnterpriseId, actor);
    let open = Column::ClosedAt.is_null();
    match actor.reads_as {
        Role::Leader | Role::Coordinator => Reach::everything(),
        Role::Chief => of_firms().or(Reach::rows(led_by(Column::AgencyId, actor))),
        Role::Officer => of_firms()
            .or(Reach::owned(Column::HandlerId, actor.officer_id).that(open.clone()))
            .or(Reach::owned(Column::FiledById, Some(actor.user_id)).that(open))
            .or(at_office(actor)),
        Role::Partner => Reach::owned(Column::AgencyId, actor.agency_id).or(Reach::owned(
            Column::FiledById,
            Some(actor.user_id),
        )
        .that(open)),
        Role::Association => Reach::owned(Column::AssociationId, actor.association_id),
        Role::Enterprise => Reach::owned(Column::EnterpriseId, actor.enterprise_id),
        Role::Admin | Role::Auxiliary | Role::Integrator => Reach::nothing(),
    }
}

/// What entered at the liaison office that the officer is posted to.
fn at_office(actor: &Actor) -> Reach<service_request::Entity> {
    let Some(agency) = actor.agency_id else { return Reach::nothing() };
    let offices = liaison_office::Column::AgencyId.eq(agency);
    let offices = List::of(liaison_office::Column::Id, offices);
    Reach::listed(service_request::Column::OfficeId, offices)
}

impl Visible for service_request::Entity {
    const KIND: &'static str = "service_request";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        as_party(actor).or(escalations::addressed(actor))
    }

    /// As a row what `may_take` says of a request: both sides, for any step of theirs.
    fn editable(actor: &Actor) -> Reach<Self> {
        use service_request::Column;
        match actor.reads_as {
            Role::Chief | Role::Officer | Role::Partner => {
                Reach::owned(Column::FiledById, Some(actor.user_id)).or(handled(actor))
            }
            Role::Association => Reach::owned(Column::AssociationId, actor.association_id),
            Role::Enterprise => Reach::owned(Column::EnterpriseId, actor.enterprise_id),
            Role::Coordinator | Role::Admin | Role::Leader | Role::Auxiliary | Role::Integrator => {
                handled(actor)
            }
        }
    }
}

/// The requests that the actor handles, for the agency or for the liaison office.
pub fn handled(actor: &Actor) -> Reach<service_request::Entity> {
    use service_request::Column;
    match actor.reads_as {
        Role::Coordinator => Reach::everything(),
        Role::Chief => Reach::rows(led_by(Column::AgencyId, actor)),
        Role::Officer => Reach::owned(Column::HandlerId, actor.officer_id)
            .or(Reach::owned(Column::AgencyId, actor.agency_id)),
        Role::Partner => Reach::owned(Column::AgencyId, actor.agency_id),
        Role::Admin
        | Role::Leader
        | Role::Auxiliary
        | Role::Association
        | Role::Enterprise
        | Role::Integrator => Reach::nothing(),
    }
}

impl Recorded for service_request::Entity {
    fn recorded() -> Vec<service_request::Column> {
        use service_request::Column::*;
        vec![
            Id,
            Year,
            Serial,
            Category,
            Priority,
            EnterpriseId,
            AssociationId,
            FiledById,
            VisitId,
            OfficeId,
            MechanismEditionId,
            AgencyId,
            HandlerId,
            State,
            Outcome,
            ResolvedAt,
            ClosedAt,
            DueKind,
            DueFrom,
            DueMinutes,
            DueAt,
            DueProvisional,
            DueComputedAt,
            FellDueAt,
            RequesterSteps,
            BureauSteps,
            Version,
            CreatedAt,
        ]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<service_request::Column> {
        vec![service_request::Column::Title, service_request::Column::Body]
    }
}

/// Whether the actor reads only what is SHARED: those who ask, and machines.
pub const fn reads_shared_only(actor: &Actor) -> bool {
    matches!(actor.role, Role::Enterprise | Role::Association | Role::Integrator)
}

impl Visible for request_event::Entity {
    const KIND: &'static str = "request_event";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        use request_event::Column;
        let shared = || Column::Visibility.eq(Visibility::Shared);
        let all = Reach::under(Column::RequestId, as_party(actor));
        if reads_shared_only(actor) {
            return all.that(shared());
        }
        // Whoever only decides a step reads what concerns that step, and what the requester reads.
        let asked = Reach::under(Column::RequestId, escalations::addressed(actor)).that(shared());
        all.or(asked).or(Reach::under(Column::EscalationId, escalations::decided(actor)))
    }

    /// A timeline is only ever added to.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for request_event::Entity {
    fn recorded() -> Vec<request_event::Column> {
        use request_event::Column::*;
        vec![
            Id,
            RequestId,
            Seq,
            Step,
            State,
            Side,
            ActorId,
            At,
            Visibility,
            Outcome,
            AgencyId,
            HandlerId,
            EscalationId,
            Attempt,
            TaskForceId,
        ]
    }

    fn withheld() -> Vec<request_event::Column> {
        vec![request_event::Column::ActorName, request_event::Column::Note]
    }
}

/// How a list of requests is narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestNarrow {
    /// Only those still open, or only those that have ended.
    pub open: Option<bool>,
}

impl RequestNarrow {
    fn condition(&self) -> Condition {
        Condition::all().add_option(self.open.map(is_open))
    }
}

/// The requests that are open, or those that have ended.
pub fn is_open(open: bool) -> Condition {
    let ended_at = service_request::Column::ClosedAt;
    Condition::all().add(if open { ended_at.is_null() } else { ended_at.is_not_null() })
}

impl ChildOf<enterprise::Entity> for service_request::Entity {
    type Narrow = RequestNarrow;

    fn parent() -> service_request::Column {
        service_request::Column::EnterpriseId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(service_request::Column::CreatedAt)
    }

    fn narrowed(narrow: &RequestNarrow) -> Condition {
        narrow.condition()
    }
}

impl ChildOf<association::Entity> for service_request::Entity {
    type Narrow = RequestNarrow;

    fn parent() -> service_request::Column {
        service_request::Column::AssociationId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(service_request::Column::CreatedAt)
    }

    fn narrowed(narrow: &RequestNarrow) -> Condition {
        narrow.condition()
    }
}

impl ChildOf<visit::Entity> for service_request::Entity {
    type Narrow = RequestNarrow;

    fn parent() -> service_request::Column {
        service_request::Column::VisitId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(service_request::Column::CreatedAt)
    }

    fn narrowed(narrow: &RequestNarrow) -> Condition {
        narrow.condition()
    }
}

impl ChildOf<service_request::Entity> for request_event::Entity {
    type Narrow = ();

    fn parent() -> request_event::Column {
        request_event::Column::RequestId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(request_event::Column::Seq)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl ChildOf<escalation::Entity> for request_event::Entity {
    type Narrow = ();

    fn parent() -> request_event::Column {
        request_event::Column::EscalationId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(request_event::Column::Seq)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl ChildOf<task_force::Entity> for request_event::Entity {
    type Narrow = ();

    fn parent() -> request_event::Column {
        request_event::Column::TaskForceId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(request_event::Column::Seq)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
