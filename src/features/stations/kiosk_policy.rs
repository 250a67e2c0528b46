//! Who proposes, installs, hears and retires kiosks, and who reads how many people they serve.

use chrono::NaiveDate;
use entity::{kiosk, kiosk_day, liaison_station, scope::Area, user::Role};
use sea_orm::{ColumnTrait, Condition};

use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    loader::ChildOf,
    page::Keyset,
    scope::{Reach, Recorded, Visible},
};

/// Proposes a kiosk.
pub const PROPOSE: Action = Action {
    name: "kiosk.propose",
    event: "kiosk.proposed",
    allowed: Allowed::Roles(&[Role::Officer, Role::Chief, Role::Coordinator]),
};
/// Puts an approved kiosk in place.
pub const INSTALL: Action = Action {
    name: "kiosk.install",
    event: "kiosk.installed",
    allowed: Allowed::Roles(&[Role::Coordinator]),
};
/// Says that a kiosk is alive and whom it served; an event when it comes online.
pub const REPORT_HEARTBEAT: Action = Action {
    name: "kiosk.report_heartbeat",
    event: "kiosk.online",
    allowed: Allowed::RolesOrScope(&[], Area::Places),
};
/// Marks a kiosk that fell silent.
pub const GO_OFFLINE: Action =
    Action { name: "kiosk.go_offline", event: "kiosk.offline", allowed: Allowed::System };
/// Takes a kiosk out of service.
pub const RETIRE: Action = Action {
    name: "kiosk.retire",
    event: "kiosk.retired",
    allowed: Allowed::Roles(&[Role::Coordinator]),
};

/// Whether the actor is an official, who reads why a kiosk is wanted and how many people it serves.
pub const fn reads_counts(actor: &Actor) -> bool {
    !matches!(actor.reads_as, Role::Enterprise | Role::Association | Role::Integrator)
}

impl Visible for kiosk::Entity {
    const KIND: &'static str = "kiosk";
    const AREA: Option<Area> = Some(Area::Places);

    /// People read the directory, a machine itself.
    fn reach(actor: &Actor) -> Reach<Self> {
        if actor.reads_directory() {
            return Reach::everything();
        }
        Reach::owned(kiosk::Column::UserId, Some(actor.user_id))
    }

    fn editable(actor: &Actor) -> Reach<Self> {
        match actor.role {
            Role::Coordinator => Reach::everything(),
            Role::Integrator => Reach::owned(kiosk::Column::UserId, Some(actor.user_id)),
            Role::Admin
            | Role::Leader
            | Role::Chief
            | Role::Officer
            | Role::Auxiliary
            | Role::Partner
            | Role::Association
            | Role::Enterprise => Reach::nothing(),
        }
    }
}

impl Recorded for kiosk::Entity {
    fn recorded() -> Vec<kiosk::Column> {
        use kiosk::Column::*;
        vec![
            Id,
            StationId,
            Name,
            Services,
            DailyCapacity,
            RequestId,
            ProposedById,
            State,
            UserId,
            ApprovedAt,
            InstalledAt,
            RetiredAt,
            Version,
            CreatedAt,
        ]
    }

    /// Free text that may name people.
    fn withheld() -> Vec<kiosk::Column> {
        vec![kiosk::Column::Reason, kiosk::Column::RetireReason]
    }

    /// A heartbeat a minute is no event.
    fn measured() -> Vec<kiosk::Column> {
        use kiosk::Column::*;
        vec![LastBeatAt, LastSequence, SeenSequences]
    }
}

/// How a list of kiosks is narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KioskNarrow {
    /// Only those that stand so.
    pub state: Option<kiosk::State>,
}

impl ChildOf<liaison_station::Entity> for kiosk::Entity {
    type Narrow = KioskNarrow;

    fn parent() -> kiosk::Column {
        kiosk::Column::StationId
    }

    fn order() -> Keyset<Self> {
        Keyset::descending(kiosk::Column::CreatedAt)
    }

    fn narrowed(narrow: &KioskNarrow) -> Condition {
        Condition::all().add_option(narrow.state.map(|state| kiosk::Column::State.eq(state)))
    }
}

impl Visible for kiosk_day::Entity {
    const KIND: &'static str = "kiosk_day";
    const AREA: Option<Area> = Some(Area::Places);

    /// Officials, and the machine that counts.
    fn reach(actor: &Actor) -> Reach<Self> {
        if actor.reads_as == Role::Integrator {
            let own = Reach::owned(kiosk::Column::UserId, Some(actor.user_id));
            return Reach::under::<kiosk::Entity>(kiosk_day::Column::KioskId, own);
        }
        Reach::everything_if(reads_counts(actor))
    }

    fn editable(actor: &Actor) -> Reach<Self> {
        match actor.role {
            Role::Integrator => Self::reach(actor),
            _ => Reach::nothing(),
        }
    }
}

/// Counts are measured, day by day; none of it is an event.
impl Recorded for kiosk_day::Entity {
    fn recorded() -> Vec<kiosk_day::Column> {
        Vec::new()
    }

    fn withheld() -> Vec<kiosk_day::Column> {
        Vec::new()
    }

    fn measured() -> Vec<kiosk_day::Column> {
        use kiosk_day::Column::*;
        vec![Id, KioskId, Day, Kind, Count]
    }
}

/// Which days of a kiosk, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DaysNarrow {
    /// From this day on.
    pub from: NaiveDate,
    /// Up to this day.
    pub to: NaiveDate,
}

impl ChildOf<kiosk::Entity> for kiosk_day::Entity {
    type Narrow = DaysNarrow;

    fn parent() -> kiosk_day::Column {
        kiosk_day::Column::KioskId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(kiosk_day::Column::Day)
    }

    fn narrowed(narrow: &DaysNarrow) -> Condition {
        Condition::all().add(kiosk_day::Column::Day.between(narrow.from, narrow.to))
    }
}
