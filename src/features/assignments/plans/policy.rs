//! Who plans and who decides: the liaison office proposes and applies, a leader approves.

use entity::{caseload_plan, planned_assignment, scope::Area, user::Role};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

const PLANNERS: Allowed = Allowed::Roles(&[Role::Coordinator]);
const LEADERS: Allowed = Allowed::Roles(&[Role::Leader]);
const EITHER: Allowed = Allowed::Roles(&[Role::Coordinator, Role::Leader]);

/// Begins the computation of a plan.
pub const COMPUTE: Action =
    Action { name: "caseload_plan.compute", event: "caseload_plan.begun", allowed: PLANNERS };
/// Ends the computation of a dry run.
pub const DRAFT: Action =
    Action { name: "caseload_plan.draft", event: "caseload_plan.drafted", allowed: PLANNERS };
/// Puts a plan before a leader.
pub const PROPOSE: Action =
    Action { name: "caseload_plan.propose", event: "caseload_plan.proposed", allowed: PLANNERS };
/// Agrees to a plan.
pub const APPROVE: Action =
    Action { name: "caseload_plan.approve", event: "caseload_plan.approved", allowed: LEADERS };
/// Does not agree to a plan.
pub const REJECT: Action =
    Action { name: "caseload_plan.reject", event: "caseload_plan.rejected", allowed: LEADERS };
/// Gives a plan up.
pub const CANCEL: Action =
    Action { name: "caseload_plan.cancel", event: "caseload_plan.cancelled", allowed: PLANNERS };
/// Cancels a computation that a crash cut off.
pub const ABANDON: Action = Action {
    name: "caseload_plan.abandon",
    event: "caseload_plan.cancelled",
    allowed: Allowed::System,
};
/// Hands over every firm that a plan moves.
pub const APPLY: Action =
    Action { name: "caseload_plan.apply", event: "caseload_plan.applied", allowed: EITHER };
/// Notes that a plan can be applied no more.
pub const EXPIRE: Action =
    Action { name: "caseload_plan.expire", event: "caseload_plan.expired", allowed: EITHER };

/// All actions of plans.
pub const ACTIONS: &[Action] =
    &[COMPUTE, DRAFT, PROPOSE, APPROVE, REJECT, CANCEL, ABANDON, APPLY, EXPIRE];

impl Visible for caseload_plan::Entity {
    const KIND: &'static str = "caseload_plan";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(matches!(actor.reads_as, Role::Coordinator | Role::Leader))
    }
}

impl Recorded for caseload_plan::Entity {
    fn recorded() -> Vec<caseload_plan::Column> {
        use caseload_plan::Column::*;
        vec![
            Id,
            State,
            DryRun,
            Scale,
            Towns,
            Branch,
            Away,
            CaseloadLower,
            CaseloadUpper,
            BranchMisfitM,
            TownCrossingM,
            ChangeM,
            BranchFits,
            Firms,
            Officers,
            Outcome,
            ProposedById,
            DecidedById,
            DecidedAt,
            ComputedAt,
            AppliedAt,
            Version,
            CreatedAt,
        ]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<caseload_plan::Column> {
        vec![caseload_plan::Column::Note, caseload_plan::Column::DecisionNote]
    }

    fn measured() -> Vec<caseload_plan::Column> {
        vec![caseload_plan::Column::FirmsDone, caseload_plan::Column::BeatAt]
    }
}

impl Visible for planned_assignment::Entity {
    const KIND: &'static str = "planned_assignment";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<caseload_plan::Entity>(planned_assignment::Column::PlanId, actor)
    }
}

/// What a plan says of ten thousand firms is its own record: no event tells it again.
impl Recorded for planned_assignment::Entity {
    fn recorded() -> Vec<planned_assignment::Column> {
        Vec::new()
    }

    fn withheld() -> Vec<planned_assignment::Column> {
        Vec::new()
    }

    fn measured() -> Vec<planned_assignment::Column> {
        use planned_assignment::Column::*;
        vec![
            Id,
            PlanId,
            Place,
            EnterpriseId,
            PresentOfficerId,
            OfficerId,
            PresentDistanceM,
            DistanceM,
            IsMove,
            Reason,
            Misfit,
        ]
    }
}

/// How the firms of a plan are narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PlannedNarrow {
    /// Only those that change officer.
    pub moves: bool,
}

impl ChildOf<caseload_plan::Entity> for planned_assignment::Entity {
    type Narrow = PlannedNarrow;

    fn parent() -> planned_assignment::Column {
        planned_assignment::Column::PlanId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(planned_assignment::Column::Place)
    }

    fn narrowed(narrow: &PlannedNarrow) -> Condition {
        let moves = narrow.moves.then(|| planned_assignment::Column::IsMove.eq(true));
        Condition::all().add_option(moves)
    }
}
