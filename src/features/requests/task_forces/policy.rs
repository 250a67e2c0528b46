//! Who serves in which task forces, and so sees their requests while they live.

use entity::{scope::Area, service_request, task_force, task_force_member, user::Role};
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};

use crate::{
    features::requests::reach::{as_party, handled},
    platform::{
        actor::Actor,
        loader::ChildOf,
        page::Keyset,
        scope::{List, Reach, Recorded, Visible},
    },
};

/// The requests whose task force the actor serves in: as that officer, or as CHIEF or PARTNER of an
/// agency that takes part as a whole.
pub fn serving(actor: &Actor) -> Reach<service_request::Entity> {
    use task_force_member::Column as Member;
    let whole_agency = || Member::AgencyId.eq(actor.agency_id).and(Member::OfficerId.is_null());
    let mine = match (actor.reads_as, actor.officer_id) {
        (Role::Officer, Some(me)) => Member::OfficerId.eq(me),
        (Role::Chief, Some(me)) => Member::OfficerId.eq(me).or(whole_agency()),
        (Role::Chief | Role::Partner, _) => whole_agency(),
        (
            Role::Officer
            | Role::Leader
            | Role::Coordinator
            | Role::Admin
            | Role::Auxiliary
            | Role::Association
            | Role::Enterprise
            | Role::Integrator,
            _,
        ) => return Reach::nothing(),
    };
    let forces = List::of(Member::TaskForceId, mine.and(Member::LeftAt.is_null()));
    let living = List::among(task_force::Column::RequestId, task_force::Column::Id, forces)
        .that(task_force::Column::DissolvedAt.is_null());
    Reach::listed(service_request::Column::Id, living)
}

impl Visible for task_force::Entity {
    const KIND: &'static str = "task_force";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::under(task_force::Column::RequestId, as_party(actor))
    }

    /// Those who handle the request, and those who take part.
    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::under(task_force::Column::RequestId, handled(actor).or(serving(actor)))
    }
}

impl Recorded for task_force::Entity {
    fn recorded() -> Vec<task_force::Column> {
        use task_force::Column::*;
        vec![Id, RequestId, Name, LeadAgencyId, EndsOn, DissolvedAt, Version, CreatedAt]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<task_force::Column> {
        vec![task_force::Column::Goal]
    }
}

impl ChildOf<service_request::Entity> for task_force::Entity {
    type Narrow = ();

    fn parent() -> task_force::Column {
        task_force::Column::RequestId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(task_force::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for task_force_member::Entity {
    const KIND: &'static str = "task_force_member";
    const AREA: Option<Area> = Some(Area::Requests);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<task_force::Entity>(task_force_member::Column::TaskForceId, actor)
    }
}

impl Recorded for task_force_member::Entity {
    fn recorded() -> Vec<task_force_member::Column> {
        use task_force_member::Column::*;
        vec![Id, TaskForceId, AgencyId, OfficerId, JoinedAt, LeftAt]
    }

    fn withheld() -> Vec<task_force_member::Column> {
        Vec::new()
    }
}

impl ChildOf<task_force::Entity> for task_force_member::Entity {
    type Narrow = ();

    fn parent() -> task_force_member::Column {
        task_force_member::Column::TaskForceId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(task_force_member::Column::JoinedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
