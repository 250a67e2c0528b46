//! Who sees and writes visits. They belong to the firm; the visitor keeps seeing the own ones.

use entity::{enterprise, officer, scope::Area, user::Role, visit, visit_revision};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

const VISITORS: Allowed = Allowed::Roles(&[Role::Officer, Role::Chief]);

/// Plans a visit.
pub const PLAN: Action = Action { name: "visit.plan", event: "visit.planned", allowed: VISITORS };
/// Logs a visit that took place.
pub const LOG: Action = Action { name: "visit.log", event: "visit.logged", allowed: VISITORS };
/// Corrects what a done visit says.
pub const AMEND: Action = Action { name: "visit.amend", event: "visit.amended", allowed: VISITORS };
/// Gives up a planned visit.
pub const CANCEL: Action =
    Action { name: "visit.cancel", event: "visit.cancelled", allowed: VISITORS };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[PLAN, LOG, AMEND, CANCEL];

const AMENDED_MEANWHILE: Reason = Reason {
    code: "amended_meanwhile",
    zh: "该走访刚被修改，请核对后重新提交",
    en: "The visit was amended meanwhile: look again, then resubmit",
};

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_visit_revision_visit_id_replaced_version",
    columns: "visit_revision.visit_id, visit_revision.replaced_version",
    meaning: Meaning::IllegalState(AMENDED_MEANWHILE),
}];

impl Visible for visit::Entity {
    const KIND: &'static str = "visit";
    const AREA: Option<Area> = Some(Area::Visits);

    fn reach(actor: &Actor) -> Reach<Self> {
        // The duty SYSTEM keeps the registers; what was talked about is not its business.
        if actor.reads_as == Role::Admin {
            return Reach::nothing();
        }
        Reach::through::<enterprise::Entity>(visit::Column::EnterpriseId, actor)
            .or(Reach::owned(visit::Column::OfficerId, actor.officer_id))
    }

    /// A visit is its visitor's to change.
    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::owned(visit::Column::OfficerId, actor.officer_id)
    }
}

impl Recorded for visit::Entity {
    fn recorded() -> Vec<visit::Column> {
        use visit::Column::*;
        vec![
            Id,
            EnterpriseId,
            OfficerId,
            Kind,
            State,
            HappensAt,
            Topics,
            FollowUpOn,
            Latitude,
            Longitude,
            AccuracyM,
            Version,
            CreatedAt,
        ]
    }

    /// People's names, and free text that may name people.
    fn withheld() -> Vec<visit::Column> {
        use visit::Column::*;
        vec![PeopleMet, Findings, FollowUp, CancelReason]
    }
}

/// Whether the actor reads what was found, what follows, where the officer stood and why a visit was
/// cancelled: everybody who sees the visit, save the firm itself.
pub fn reads_findings(actor: &Actor) -> bool {
    actor.reads_as != Role::Enterprise
}

/// How a list of visits is narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VisitNarrow {
    /// Only those that stand so.
    pub state: Option<visit::State>,
}

impl VisitNarrow {
    fn condition(&self) -> Condition {
        Condition::all().add_option(self.state.map(|state| visit::Column::State.eq(state)))
    }
}

impl ChildOf<enterprise::Entity> for visit::Entity {
    type Narrow = VisitNarrow;

    fn parent() -> visit::Column {
        visit::Column::EnterpriseId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(visit::Column::HappensAt)
    }

    fn narrowed(narrow: &VisitNarrow) -> Condition {
        narrow.condition()
    }
}

impl ChildOf<officer::Entity> for visit::Entity {
    type Narrow = VisitNarrow;

    fn parent() -> visit::Column {
        visit::Column::OfficerId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(visit::Column::HappensAt)
    }

    fn narrowed(narrow: &VisitNarrow) -> Condition {
        narrow.condition()
    }
}

impl Visible for visit_revision::Entity {
    const KIND: &'static str = "visit_revision";
    const AREA: Option<Area> = Some(Area::Visits);

    fn reach(actor: &Actor) -> Reach<Self> {
        if !reads_findings(actor) {
            return Reach::nothing();
        }
        Reach::through::<visit::Entity>(visit_revision::Column::VisitId, actor)
    }
}

impl Recorded for visit_revision::Entity {
    fn recorded() -> Vec<visit_revision::Column> {
        use visit_revision::Column::*;
        vec![
            Id,
            VisitId,
            ReplacedVersion,
            AmendedById,
            Kind,
            HappensAt,
            Topics,
            FollowUpOn,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<visit_revision::Column> {
        use visit_revision::Column::*;
        vec![Reason, PeopleMet, Findings, FollowUp]
    }
}

impl ChildOf<visit::Entity> for visit_revision::Entity {
    type Narrow = ();

    fn parent() -> visit_revision::Column {
        visit_revision::Column::VisitId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(visit_revision::Column::ReplacedVersion)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
