//! The directory: whoever is signed in reads it; the registrars keep it.

use entity::{
    agency, branch,
    scope::Area,
    town,
    user::{Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    scope::{Reach, Recorded, Visible},
};

const REGISTRARS: Allowed = Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System);

/// Enters an agency.
pub const CREATE: Action =
    Action { name: "agency.create", event: "agency.created", allowed: REGISTRARS };
/// Corrects an agency's record.
pub const UPDATE: Action =
    Action { name: "agency.update", event: "agency.updated", allowed: REGISTRARS };
/// Ends agencies in favour of another.
pub const REORGANISE: Action =
    Action { name: "agency.reorganise", event: "agency.reorganised", allowed: REGISTRARS };
/// Makes an agency of a part of another.
pub const SPLIT: Action =
    Action { name: "agency.split", event: "agency.split", allowed: REGISTRARS };
/// Gives people whose agency is no more, or whose officer went to another, their new home.
pub const MOVE_HOME: Action =
    Action { name: "user.move_home", event: "user.home_moved", allowed: Allowed::System };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[CREATE, UPDATE, REORGANISE, SPLIT, MOVE_HOME];

const NAME_TAKEN: Reason =
    Reason { code: "name_taken", zh: "该名称已存在", en: "The name is taken" };
const CODE_TAKEN: Reason =
    Reason { code: "code_taken", zh: "该代码已存在", en: "The code is taken" };

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "uq_agency_name",
        columns: "agency.name",
        meaning: Meaning::Invalid("name", NAME_TAKEN),
    },
    Constraint {
        name: "uq_town_name",
        columns: "town.name",
        meaning: Meaning::Invalid("name", NAME_TAKEN),
    },
    Constraint {
        name: "uq_town_code",
        columns: "town.code",
        meaning: Meaning::Invalid("code", CODE_TAKEN),
    },
];

impl Visible for town::Entity {
    const KIND: &'static str = "town";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for town::Entity {
    fn recorded() -> Vec<town::Column> {
        use town::Column::*;
        vec![
            Id,
            Code,
            Name,
            FormerNames,
            LeadingIndustries,
            Latitude,
            Longitude,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<town::Column> {
        Vec::new()
    }
}

impl Visible for branch::Entity {
    const KIND: &'static str = "branch";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for branch::Entity {
    fn recorded() -> Vec<branch::Column> {
        vec![branch::Column::Id, branch::Column::Code, branch::Column::Name]
    }

    fn withheld() -> Vec<branch::Column> {
        Vec::new()
    }
}

impl Visible for agency::Entity {
    const KIND: &'static str = "agency";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for agency::Entity {
    fn recorded() -> Vec<agency::Column> {
        use agency::Column::*;
        vec![
            Id,
            Name,
            Level,
            Division,
            Branch,
            ParentId,
            GuidingId,
            TownId,
            SuccessorId,
            PredecessorId,
            BeganOn,
            EndedOn,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<agency::Column> {
        Vec::new()
    }
}
