//! Who reads and changes the programme's settings: every person reads them, the liaison office and
//! ADMIN with SYSTEM change them.

use entity::{
    programme_setting,
    scope::Area,
    user::{Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::Constraint,
    scope::{Reach, Recorded, Visible},
};

/// Changes the programme's settings.
pub const UPDATE_SETTINGS: Action = Action {
    name: "programme_setting.update",
    event: "programme_setting.updated",
    allowed: Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System),
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[UPDATE_SETTINGS];

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[];

impl Visible for programme_setting::Entity {
    const KIND: &'static str = "programme_setting";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for programme_setting::Entity {
    fn recorded() -> Vec<programme_setting::Column> {
        use programme_setting::Column::*;
        vec![
            Id,
            CaseloadLower,
            CaseloadUpper,
            OfficeHours,
            DemandReminderMonths,
            DueSoonHours,
            EscalationDays,
            VisitCadenceDays,
            PlanBranchMisfitM,
            PlanTownCrossingM,
            PlanChangeM,
            BranchFits,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<programme_setting::Column> {
        Vec::new()
    }
}
