//! Who exports: every person, and nothing but what that person sees. The own exports are seen, and
//! by ADMIN with AUDIT or SECURITY those of all; the file of one is its owner's alone.

use entity::{
    export_run,
    scope::Area,
    user::{Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    scope::{Reach, Recorded, Visible},
};

const PEOPLE: Allowed = Allowed::Roles(&[
    Role::Admin,
    Role::Leader,
    Role::Coordinator,
    Role::Chief,
    Role::Officer,
    Role::Auxiliary,
    Role::Partner,
    Role::Association,
    Role::Enterprise,
]);

/// Begins an export.
pub const START: Action =
    Action { name: "export_run.start", event: "export_run.started", allowed: PEOPLE };
/// Writes down how far an export is and how it ended.
pub const FINISH: Action =
    Action { name: "export_run.finish", event: "export_run.finished", allowed: PEOPLE };

/// All actions of this room.
pub const ACTIONS: &[Action] = &[START, FINISH];

impl Visible for export_run::Entity {
    const KIND: &'static str = "export_run";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        if actor.has_duty(Duty::Audit) || actor.has_duty(Duty::Security) {
            return Reach::everything();
        }
        Reach::owned(export_run::Column::StartedById, Some(actor.user_id))
    }

    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::owned(export_run::Column::StartedById, Some(actor.user_id))
    }
}

impl Recorded for export_run::Entity {
    fn recorded() -> Vec<export_run::Column> {
        use export_run::Column::*;
        vec![
            Id,
            List,
            Format,
            Filter,
            State,
            StartedById,
            RowsTotal,
            FailureCode,
            FailureWords,
            StartedAt,
            FinishedAt,
            Version,
        ]
    }

    fn withheld() -> Vec<export_run::Column> {
        Vec::new()
    }

    /// How far it is, is told as often as a stretch is written.
    fn measured() -> Vec<export_run::Column> {
        vec![export_run::Column::RowsDone]
    }
}
