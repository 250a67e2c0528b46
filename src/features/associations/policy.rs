//! Who sees which associations: the programme's people all, officers and chiefs those that their
//! firms belong to, an association itself.

use entity::{
    association, association_member, association_name, contact, enterprise,
    scope::Area,
    service_request,
    user::{Duty, Role},
};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    loader::ChildOf,
    page::Keyset,
    scope::{List, Reach, Recorded, Visible},
};

const REGISTRARS: Allowed = Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System);

/// Enters an association.
pub const CREATE: Action =
    Action { name: "association.create", event: "association.created", allowed: REGISTRARS };
/// Corrects an association's record.
pub const UPDATE: Action =
    Action { name: "association.update", event: "association.updated", allowed: REGISTRARS };
/// Makes a firm a member.
pub const ADD_MEMBER: Action = Action {
    name: "association_member.add",
    event: "association_member.added",
    allowed: REGISTRARS,
};
/// Ends a membership.
pub const REMOVE_MEMBER: Action = Action {
    name: "association_member.remove",
    event: "association_member.removed",
    allowed: REGISTRARS,
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[CREATE, UPDATE, ADD_MEMBER, REMOVE_MEMBER];

const NAME_TAKEN: Reason =
    Reason { code: "name_taken", zh: "该名称已存在", en: "The name is taken" };
const MEMBER_ALREADY: Reason =
    Reason {
        code: "member_already", zh: "该企业已是会员", en: "The firm is a member already"
    };

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "uq_association_name",
        columns: "association.name",
        meaning: Meaning::Invalid("name", NAME_TAKEN),
    },
    Constraint {
        name: "uq_association_member_open",
        columns: "association_member.association_id, association_member.enterprise_id",
        meaning: Meaning::IllegalState(MEMBER_ALREADY),
    },
];

impl Visible for association::Entity {
    const KIND: &'static str = "association";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        use association_member::Column as Member;
        match actor.reads_as {
            Role::Leader | Role::Coordinator => Reach::everything(),
            Role::Admin => Reach::everything_if(actor.has_duty(Duty::System)),
            Role::Officer | Role::Chief => {
                let firms = List::seen::<enterprise::Entity, association_member::Entity>(
                    Member::AssociationId,
                    Member::EnterpriseId,
                    actor,
                );
                Reach::listed(association::Column::Id, firms.that(Member::LeftOn.is_null()))
            }
            Role::Association => Reach::owned(association::Column::Id, actor.association_id),
            Role::Auxiliary | Role::Partner | Role::Enterprise | Role::Integrator => {
                Reach::nothing()
            }
        }
    }
}

impl Recorded for association::Entity {
    fn recorded() -> Vec<association::Column> {
        use association::Column::*;
        vec![Id, Name, TownId, Version, CreatedAt]
    }

    fn withheld() -> Vec<association::Column> {
        Vec::new()
    }
}

impl Visible for association_name::Entity {
    const KIND: &'static str = "association_name";
    const AREA: Option<Area> = None;

    /// Beside the associations seen whole, for whoever handles a request the one that asks.
    fn reach(actor: &Actor) -> Reach<Self> {
        let id = association_name::Column::Id;
        let whole = Reach::through::<association::Entity>(id, actor);
        let asking = || {
            let associations = service_request::Column::AssociationId;
            Reach::listed(id, List::visible::<service_request::Entity>(associations, actor))
        };
        match actor.reads_as {
            Role::Officer | Role::Chief | Role::Partner => whole.or(asking()),
            Role::Admin
            | Role::Leader
            | Role::Coordinator
            | Role::Auxiliary
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => whole,
        }
    }
}

impl Visible for association_member::Entity {
    const KIND: &'static str = "association_member";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        use association_member::Column;
        Reach::through::<enterprise::Entity>(Column::EnterpriseId, actor)
            .or(Reach::owned(Column::AssociationId, actor.association_id))
    }
}

impl Recorded for association_member::Entity {
    fn recorded() -> Vec<association_member::Column> {
        use association_member::Column::*;
        vec![Id, AssociationId, EnterpriseId, JoinedOn, LeftOn, CreatedAt]
    }

    fn withheld() -> Vec<association_member::Column> {
        Vec::new()
    }
}

/// How a list of members is narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MemberNarrow {
    /// Only those who are members now.
    pub present: bool,
}

impl ChildOf<association::Entity> for association_member::Entity {
    type Narrow = MemberNarrow;

    fn parent() -> association_member::Column {
        association_member::Column::AssociationId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(association_member::Column::CreatedAt)
    }

    fn narrowed(narrow: &MemberNarrow) -> Condition {
        let left_on = association_member::Column::LeftOn;
        Condition::all().add_option(narrow.present.then(|| left_on.is_null()))
    }
}

impl ChildOf<association::Entity> for contact::Entity {
    type Narrow = ();

    fn parent() -> contact::Column {
        contact::Column::AssociationId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(contact::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
