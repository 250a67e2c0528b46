//! Mechanisms belong to the directory: whoever is signed in reads them; the registrars keep them.

use entity::{
    mechanism, mechanism_edition,
    scope::Area,
    user::{Duty, Role},
};
use sea_orm::Condition;

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

/// Enters a mechanism, or a new edition of one.
pub const SAVE: Action = Action {
    name: "mechanism.save",
    event: "mechanism.saved",
    allowed: Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System),
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[SAVE];

const NUMBER_TAKEN: Reason =
    Reason { code: "number_taken", zh: "该编号已存在", en: "The number is taken" };

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[Constraint {
    name: "uq_mechanism_number",
    columns: "mechanism.number",
    meaning: Meaning::Invalid("number", NUMBER_TAKEN),
}];

impl Visible for mechanism::Entity {
    const KIND: &'static str = "mechanism";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }
}

impl Recorded for mechanism::Entity {
    fn recorded() -> Vec<mechanism::Column> {
        use mechanism::Column::*;
        vec![Id, Number, Title, Edition, Sample, RetiredAt, Version, CreatedAt]
    }

    fn withheld() -> Vec<mechanism::Column> {
        Vec::new()
    }
}

impl Visible for mechanism_edition::Entity {
    const KIND: &'static str = "mechanism_edition";
    const AREA: Option<Area> = Some(Area::Registers);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }

    /// What was followed once stays as it was.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::nothing()
    }
}

impl Recorded for mechanism_edition::Entity {
    fn recorded() -> Vec<mechanism_edition::Column> {
        use mechanism_edition::Column::*;
        vec![Id, MechanismId, Edition, Title, EffectiveOn, CreatedAt]
    }

    /// Pages of text.
    fn withheld() -> Vec<mechanism_edition::Column> {
        vec![mechanism_edition::Column::Body]
    }
}

impl ChildOf<mechanism::Entity> for mechanism_edition::Entity {
    type Narrow = ();

    fn parent() -> mechanism_edition::Column {
        mechanism_edition::Column::MechanismId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(mechanism_edition::Column::Edition)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}
