//! Who links officers and firms: the liaison office everywhere, a chief within the agency.

use entity::{assignment, enterprise, officer, pair_rule, scope::Area, user::Role};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    features::enterprises::policy::led_by,
    platform::{
        action::{Action, Allowed},
        actor::Actor,
        error::{Constraint, Meaning, Reason},
        loader::ChildOf,
        page::Keyset,
        scope::{List, Reach, Recorded, Visible},
    },
};

const ASSIGNERS: Allowed = Allowed::Roles(&[Role::Coordinator, Role::Chief]);

/// Links a firm to an officer.
pub const ASSIGN: Action =
    Action { name: "assignment.assign", event: "assignment.assigned", allowed: ASSIGNERS };
/// Closes one link and opens the next.
pub const HAND_OVER: Action =
    Action { name: "assignment.hand_over", event: "assignment.handed_over", allowed: ASSIGNERS };
/// Exchanges two firms between two officers.
pub const SWAP: Action =
    Action { name: "assignment.swap", event: "assignment.swapped", allowed: ASSIGNERS };
/// Closes a link.
pub const END: Action =
    Action { name: "assignment.end", event: "assignment.ended", allowed: ASSIGNERS };
/// Bans or pins a pair, or lifts that.
pub const SET_PAIR_RULE: Action =
    Action { name: "pair_rule.set", event: "pair_rule.set", allowed: ASSIGNERS };

/// Adds what the next officer must know, after a plan ended a link.
pub const ADD_NOTE: Action = Action {
    name: "assignment.add_note",
    event: "assignment.note_added",
    allowed: Allowed::Roles(&[Role::Officer, Role::Chief]),
};

/// All actions of this feature, plans aside.
pub const ACTIONS: &[Action] = &[ASSIGN, HAND_OVER, SWAP, END, SET_PAIR_RULE, ADD_NOTE];

/// The firm has its officer already.
pub const ASSIGNED_ALREADY: Reason = Reason {
    code: "assigned_already",
    zh: "该企业已有挂联民警，请使用交接",
    en: "The firm has its officer: hand it over instead",
};

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_assignment_open",
    columns: "assignment.enterprise_id",
    meaning: Meaning::IllegalState(ASSIGNED_ALREADY),
}];

/// The rows about officers whom a chief leads.
fn of_officers_led<E: sea_orm::EntityTrait>(column: E::Column, actor: &Actor) -> Reach<E> {
    if actor.reads_as == Role::Chief {
        let officers = List::of(officer::Column::Id, led_by(officer::Column::AgencyId, actor));
        Reach::listed(column, officers)
    } else {
        Reach::nothing()
    }
}

impl Visible for assignment::Entity {
    const KIND: &'static str = "assignment";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        if actor.reads_as == Role::Admin {
            return Reach::nothing();
        }
        Reach::through::<enterprise::Entity>(assignment::Column::EnterpriseId, actor)
            .or(Reach::owned(assignment::Column::OfficerId, actor.officer_id))
            .or(of_officers_led(assignment::Column::OfficerId, actor))
    }

    /// A chief reassigns within the agency: links of its own officers. An officer adds a note to own
    /// ones, and a leader applies plans.
    fn editable(actor: &Actor) -> Reach<Self> {
        let own = Reach::owned(assignment::Column::OfficerId, actor.officer_id);
        match actor.reads_as {
            Role::Coordinator | Role::Leader => Reach::everything(),
            Role::Chief => of_officers_led(assignment::Column::OfficerId, actor).or(own),
            Role::Officer => own,
            Role::Admin
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => Reach::nothing(),
        }
    }
}

impl Recorded for assignment::Entity {
    fn recorded() -> Vec<assignment::Column> {
        use assignment::Column::*;
        vec![Id, EnterpriseId, OfficerId, StartedOn, EndedOn, PlanId, Version, CreatedAt]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<assignment::Column> {
        use assignment::Column::*;
        vec![StartNote, EndNote, HandoverNote]
    }
}

/// Whether the actor reads why a link began and ended: what officers tell each other is not for the
/// firm itself.
pub fn reads_notes(actor: &Actor) -> bool {
    actor.reads_as != Role::Enterprise
}

/// How a list of assignments is narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AssignmentNarrow {
    /// Only open ones.
    pub open: bool,
}

impl AssignmentNarrow {
    fn condition(&self) -> Condition {
        let all = Condition::all();
        if self.open { all.add(assignment::Column::EndedOn.is_null()) } else { all }
    }
}

impl ChildOf<enterprise::Entity> for assignment::Entity {
    type Narrow = AssignmentNarrow;

    fn parent() -> assignment::Column {
        assignment::Column::EnterpriseId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(assignment::Column::StartedOn)
    }

    fn narrowed(narrow: &AssignmentNarrow) -> Condition {
        narrow.condition()
    }
}

impl ChildOf<officer::Entity> for assignment::Entity {
    type Narrow = AssignmentNarrow;

    fn parent() -> assignment::Column {
        assignment::Column::OfficerId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(assignment::Column::StartedOn)
    }

    fn narrowed(narrow: &AssignmentNarrow) -> Condition {
        narrow.condition()
    }
}

impl Visible for pair_rule::Entity {
    const KIND: &'static str = "pair_rule";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        match actor.reads_as {
            Role::Leader | Role::Coordinator => Reach::everything(),
            Role::Chief => of_officers_led(pair_rule::Column::OfficerId, actor),
            Role::Admin
            | Role::Officer
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => Reach::nothing(),
        }
    }
}

impl Recorded for pair_rule::Entity {
    fn recorded() -> Vec<pair_rule::Column> {
        use pair_rule::Column::*;
        vec![Id, EnterpriseId, OfficerId, Kind, Version, CreatedAt]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<pair_rule::Column> {
        vec![pair_rule::Column::Reason]
    }
}
