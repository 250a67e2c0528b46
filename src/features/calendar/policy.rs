//! Who reads the working calendar and who imports it: every person reads, the liaison office and
//! ADMIN with SYSTEM import.

use entity::{
    calendar_day, calendar_year,
    scope::Area,
    user::{Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::Constraint,
    scope::{Reach, Recorded, Visible},
};

/// Replaces years of the calendar.
pub const IMPORT: Action = Action {
    name: "calendar_year.import",
    event: "calendar_year.imported",
    allowed: Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System),
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[IMPORT];

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[];

impl Visible for calendar_year::Entity {
    const KIND: &'static str = "calendar_year";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for calendar_year::Entity {
    fn recorded() -> Vec<calendar_year::Column> {
        use calendar_year::Column::*;
        vec![Id, Year, Source, ImportedAt, ImportedById, Version, CreatedAt]
    }

    fn withheld() -> Vec<calendar_year::Column> {
        Vec::new()
    }
}

impl Visible for calendar_day::Entity {
    const KIND: &'static str = "calendar_day";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for calendar_day::Entity {
    fn recorded() -> Vec<calendar_day::Column> {
        use calendar_day::Column::*;
        vec![Id, CalendarYearId, Day, IsWorking, CreatedAt]
    }

    fn withheld() -> Vec<calendar_day::Column> {
        Vec::new()
    }
}
