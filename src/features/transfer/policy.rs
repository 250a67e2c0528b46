//! Who imports registers, the COORDINATOR and ADMIN with SYSTEM; and who reads what came of it, they
//! and the LEADER.

use entity::{
    import_remark::{self, Severity},
    import_run::{self, RegisterKind},
    scope::Area,
    user::{Duty, Role},
};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::Constraint,
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

const REGISTRARS: Allowed = Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System);

/// Begins an import.
pub const START: Action =
    Action { name: "import_run.start", event: "import_run.started", allowed: REGISTRARS };
/// Writes down what came of an import that wrote no register.
pub const FINISH: Action =
    Action { name: "import_run.finish", event: "import_run.finished", allowed: REGISTRARS };
/// Lands a register of towns.
pub const IMPORT_TOWNS: Action =
    Action { name: "town.import", event: "town.imported", allowed: REGISTRARS };
/// Lands a register of agencies.
pub const IMPORT_AGENCIES: Action =
    Action { name: "agency.import", event: "agency.imported", allowed: REGISTRARS };
/// Lands a register of officers.
pub const IMPORT_OFFICERS: Action =
    Action { name: "officer.import", event: "officer.imported", allowed: REGISTRARS };
/// Lands a register of firms.
pub const IMPORT_ENTERPRISES: Action =
    Action { name: "enterprise.import", event: "enterprise.imported", allowed: REGISTRARS };
/// Lands a register of mechanisms.
pub const IMPORT_MECHANISMS: Action =
    Action { name: "mechanism.import", event: "mechanism.imported", allowed: REGISTRARS };

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[
    START,
    FINISH,
    IMPORT_TOWNS,
    IMPORT_AGENCIES,
    IMPORT_OFFICERS,
    IMPORT_ENTERPRISES,
    IMPORT_MECHANISMS,
];

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[];

/// The action under which a register lands. It is named after the rows of the register, so that
/// each of them leaves its event.
pub const fn landing(kind: RegisterKind) -> Action {
    match kind {
        RegisterKind::Towns => IMPORT_TOWNS,
        RegisterKind::Agencies => IMPORT_AGENCIES,
        RegisterKind::Officers => IMPORT_OFFICERS,
        RegisterKind::Enterprises => IMPORT_ENTERPRISES,
        RegisterKind::Mechanisms => IMPORT_MECHANISMS,
    }
}

impl Visible for import_run::Entity {
    const KIND: &'static str = "import_run";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        let is_theirs = matches!(actor.reads_as, Role::Leader | Role::Coordinator);
        Reach::everything_if(is_theirs || actor.has_duty(Duty::System))
    }
}

impl Recorded for import_run::Entity {
    fn recorded() -> Vec<import_run::Column> {
        use import_run::Column::*;
        vec![
            Id,
            Kind,
            DryRun,
            State,
            AttachmentId,
            StartedById,
            RowsTotal,
            RowsDone,
            CreatedRows,
            UpdatedRows,
            UnchangedRows,
            RefusedRows,
            WarnedRows,
            FailureCode,
            FailureWords,
            StartedAt,
            FinishedAt,
            Version,
        ]
    }

    /// A name can name people, and so can a row that is taken for headings.
    fn withheld() -> Vec<import_run::Column> {
        vec![import_run::Column::FileName, import_run::Column::FileColumns]
    }
}

impl Visible for import_remark::Entity {
    const KIND: &'static str = "import_remark";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::through::<import_run::Entity>(import_remark::Column::RunId, actor)
    }
}

impl Recorded for import_remark::Entity {
    fn recorded() -> Vec<import_remark::Column> {
        use import_remark::Column::*;
        vec![Id, RunId, Severity, RowNumber, Reason]
    }

    /// Texts that stand in the file.
    fn withheld() -> Vec<import_remark::Column> {
        vec![import_remark::Column::Heading, import_remark::Column::Words]
    }
}

impl ChildOf<import_run::Entity> for import_remark::Entity {
    type Narrow = Severity;

    fn parent() -> import_remark::Column {
        import_remark::Column::RunId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(import_remark::Column::RowNumber)
    }

    fn narrowed(severity: &Severity) -> Condition {
        Condition::all().add(import_remark::Column::Severity.eq(*severity))
    }
}
