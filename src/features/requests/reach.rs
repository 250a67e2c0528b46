//! Who sees and edits which rows of requests.
//!
//! A request belongs to its requester and to the agency that handles it. Whoever sees the firm sees
//! its requests; an officer keeps those in hand, an agency those routed to it. Requesters read what
//! is SHARED of a timeline.

use entity::{
    association, enterprise,
    request_event::{self, Visibility},
    service_request,
    user::Role,
    visit,
};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    features::enterprises::policy::led_by,
    platform::{
        actor::Actor,
        loader::ChildOf,
        page::Keyset,
        scope::{Reach, Recorded, Visible},
    },
};

impl Visible for service_request::Entity {
    const KIND: &'static str = "service_request";

    fn reach(actor: &Actor) -> Reach<Self> {
        use service_request::Column;
        let of_firms = || Reach::through::<enterprise::Entity>(Column::EnterpriseId, actor);
        let open = Column::ClosedAt.is_null();
        match actor.role {
            Role::Leader | Role::Coordinator => Reach::everything(),
            Role::Chief => of_firms().or(Reach::rows(led_by(Column::AgencyId, actor))),
            Role::Officer => of_firms()
                .or(Reach::owned(Column::HandlerId, actor.officer_id).that(open.clone()))
                .or(Reach::owned(Column::FiledById, Some(actor.user_id)).that(open)),
            Role::Partner => Reach::owned(Column::AgencyId, actor.agency_id),
            Role::Association => Reach::owned(Column::AssociationId, actor.association_id),
            Role::Enterprise => Reach::owned(Column::EnterpriseId, actor.enterprise_id),
            Role::Admin | Role::Auxiliary | Role::Integrator => Reach::nothing(),
        }
    }

    /// As a row what `may_take` says of a request: both sides, for any step of theirs.
    fn editable(actor: &Actor) -> Reach<Self> {
        use service_request::Column;
        let filed = || Reach::owned(Column::FiledById, Some(actor.user_id));
        match actor.role {
            Role::Coordinator => Reach::everything(),
            Role::Chief => filed().or(Reach::rows(led_by(Column::AgencyId, actor))),
            Role::Officer => filed()
                .or(Reach::owned(Column::HandlerId, actor.officer_id))
                .or(Reach::owned(Column::AgencyId, actor.agency_id)),
            Role::Partner => Reach::owned(Column::AgencyId, actor.agency_id),
            Role::Association => Reach::owned(Column::AssociationId, actor.association_id),
            Role::Enterprise => Reach::owned(Column::EnterpriseId, actor.enterprise_id),
            Role::Admin | Role::Leader | Role::Auxiliary | Role::Integrator => Reach::nothing(),
        }
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
            AgencyId,
            HandlerId,
            State,
            Outcome,
            ResolvedAt,
            ClosedAt,
            Version,
            CreatedAt,
        ]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<service_request::Column> {
        vec![service_request::Column::Title, service_request::Column::Body]
    }
}

/// Whether the actor is of those who ask, and reads only what is SHARED.
pub const fn reads_shared_only(actor: &Actor) -> bool {
    matches!(actor.role, Role::Enterprise | Role::Association)
}

impl Visible for request_event::Entity {
    const KIND: &'static str = "request_event";

    fn reach(actor: &Actor) -> Reach<Self> {
        use request_event::Column;
        let all = Reach::through::<service_request::Entity>(Column::RequestId, actor);
        if reads_shared_only(actor) {
            all.that(Column::Visibility.eq(Visibility::Shared))
        } else {
            all
        }
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
            Id, RequestId, Seq, Step, State, Side, ActorId, At, Visibility, Outcome, AgencyId,
            HandlerId,
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
