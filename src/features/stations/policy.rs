//! Who keeps stations and offices, and who reads whose merchants. What is about kiosks stands in
//! `kiosk_policy`.

use entity::{
    enterprise, liaison_office, liaison_station, office_merchant, office_partner,
    scope::Area,
    user::{Duty, Role},
};
use sea_orm::{ColumnTrait, Condition};

use super::kiosk_policy;
use crate::platform::{
    action::{Action, Allowed},
    actor::Actor,
    error::{Constraint, Meaning, Reason},
    loader::ChildOf,
    page::Keyset,
    scope::{List, Reach, Recorded, Visible},
};

const REGISTRARS: Allowed = Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System);
const MERCHANT_KEEPERS: Allowed =
    Allowed::Roles(&[Role::Coordinator, Role::Officer, Role::Partner]);

/// Enters a station.
pub const CREATE_STATION: Action = Action {
    name: "liaison_station.create",
    event: "liaison_station.created",
    allowed: REGISTRARS,
};
/// Corrects, closes or reopens a station.
pub const UPDATE_STATION: Action = Action {
    name: "liaison_station.update",
    event: "liaison_station.updated",
    allowed: REGISTRARS,
};
/// Enters an office.
pub const CREATE_OFFICE: Action =
    Action { name: "liaison_office.create", event: "liaison_office.created", allowed: REGISTRARS };
/// Corrects, closes or reopens an office.
pub const UPDATE_OFFICE: Action =
    Action { name: "liaison_office.update", event: "liaison_office.updated", allowed: REGISTRARS };
/// Puts a station of an agency that is no more under its heir.
pub const MOVE_STATION: Action = Action {
    name: "liaison_station.follow_agency",
    event: "liaison_station.moved",
    allowed: Allowed::System,
};
/// Puts an office of an agency that is no more under its heir.
pub const MOVE_OFFICE: Action = Action {
    name: "liaison_office.follow_agency",
    event: "liaison_office.moved",
    allowed: Allowed::System,
};
/// Enters a merchant of an office.
pub const ADD_MERCHANT: Action = Action {
    name: "office_merchant.add",
    event: "office_merchant.added",
    allowed: MERCHANT_KEEPERS,
};
/// Ends that a firm is a merchant of an office.
pub const REMOVE_MERCHANT: Action = Action {
    name: "office_merchant.remove",
    event: "office_merchant.removed",
    allowed: MERCHANT_KEEPERS,
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[
    CREATE_STATION,
    UPDATE_STATION,
    CREATE_OFFICE,
    UPDATE_OFFICE,
    MOVE_STATION,
    MOVE_OFFICE,
    ADD_MERCHANT,
    REMOVE_MERCHANT,
    kiosk_policy::PROPOSE,
    kiosk_policy::INSTALL,
    kiosk_policy::REPORT_HEARTBEAT,
    kiosk_policy::GO_OFFLINE,
    kiosk_policy::RETIRE,
];

const NAME_TAKEN: Reason =
    Reason { code: "name_taken", zh: "该名称已存在", en: "The name is taken" };
const AGENCY_TAKEN: Reason = Reason {
    code: "agency_taken",
    zh: "该单位已是另一联络室",
    en: "The agency is another office already",
};
const MERCHANT_ALREADY: Reason = Reason {
    code: "merchant_already",
    zh: "该企业已登记在本联络室",
    en: "The firm is a merchant of this office already",
};

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "uq_liaison_station_name",
        columns: "liaison_station.name",
        meaning: Meaning::Invalid("name", NAME_TAKEN),
    },
    Constraint {
        name: "uq_liaison_office_name",
        columns: "liaison_office.name",
        meaning: Meaning::Invalid("name", NAME_TAKEN),
    },
    Constraint {
        name: "uq_liaison_office_agency_id",
        columns: "liaison_office.agency_id",
        meaning: Meaning::Invalid("agencyId", AGENCY_TAKEN),
    },
    Constraint {
        name: "uq_office_merchant_open",
        columns: "office_merchant.office_id, office_merchant.enterprise_id",
        meaning: Meaning::IllegalState(MERCHANT_ALREADY),
    },
];

/// Whether the actor keeps the registers.
fn keeps_registers(actor: &Actor) -> bool {
    actor.reads_as == Role::Coordinator || actor.has_duty(Duty::System)
}

impl Visible for liaison_station::Entity {
    const KIND: &'static str = "liaison_station";
    const AREA: Option<Area> = Some(Area::Places);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }

    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(keeps_registers(actor))
    }
}

impl Recorded for liaison_station::Entity {
    fn recorded() -> Vec<liaison_station::Column> {
        use liaison_station::Column::*;
        vec![
            Id,
            Name,
            TownId,
            AgencyId,
            Address,
            Latitude,
            Longitude,
            Facilities,
            OpeningHours,
            ClosedOn,
            Version,
            CreatedAt,
        ]
    }

    fn withheld() -> Vec<liaison_station::Column> {
        Vec::new()
    }
}

impl Visible for liaison_office::Entity {
    const KIND: &'static str = "liaison_office";
    const AREA: Option<Area> = Some(Area::Places);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }

    /// Its own people keep its merchants, the registrars also the rest.
    fn editable(actor: &Actor) -> Reach<Self> {
        use liaison_office::Column;
        match actor.reads_as {
            _ if keeps_registers(actor) => Reach::everything(),
            Role::Officer | Role::Partner => Reach::owned(Column::AgencyId, actor.agency_id),
            Role::Admin
            | Role::Leader
            | Role::Coordinator
            | Role::Chief
            | Role::Auxiliary
            | Role::Association
            | Role::Enterprise
            | Role::Integrator => Reach::nothing(),
        }
    }
}

impl Recorded for liaison_office::Entity {
    fn recorded() -> Vec<liaison_office::Column> {
        use liaison_office::Column::*;
        vec![
            Id, Name, Division, Address, Latitude, Longitude, AgencyId, OpenedOn, ClosedOn,
            Version, CreatedAt,
        ]
    }

    fn withheld() -> Vec<liaison_office::Column> {
        Vec::new()
    }
}

impl Visible for office_partner::Entity {
    const KIND: &'static str = "office_partner";
    const AREA: Option<Area> = Some(Area::Places);

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(actor.reads_directory())
    }

    fn editable(actor: &Actor) -> Reach<Self> {
        Reach::everything_if(keeps_registers(actor))
    }
}

impl Recorded for office_partner::Entity {
    fn recorded() -> Vec<office_partner::Column> {
        use office_partner::Column::*;
        vec![Id, OfficeId, AgencyId, CreatedAt]
    }

    fn withheld() -> Vec<office_partner::Column> {
        Vec::new()
    }
}

impl ChildOf<liaison_office::Entity> for office_partner::Entity {
    type Narrow = ();

    fn parent() -> office_partner::Column {
        office_partner::Column::OfficeId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(office_partner::Column::CreatedAt)
    }

    fn narrowed(&(): &()) -> Condition {
        Condition::all()
    }
}

impl Visible for office_merchant::Entity {
    const KIND: &'static str = "office_merchant";
    const AREA: Option<Area> = Some(Area::Places);

    /// Whoever sees the firm, and the people of the office while the firm is its merchant.
    fn reach(actor: &Actor) -> Reach<Self> {
        use office_merchant::Column;
        let of_firms = Reach::through::<enterprise::Entity>(Column::EnterpriseId, actor);
        match (actor.reads_as, actor.agency_id) {
            (Role::Officer | Role::Chief | Role::Partner, Some(home)) => {
                let own = liaison_office::Column::AgencyId.eq(home);
                let own =
                    Reach::listed(Column::OfficeId, List::of(liaison_office::Column::Id, own));
                of_firms.or(own.that(Column::LeftOn.is_null()))
            }
            _ => of_firms,
        }
    }
}

impl Recorded for office_merchant::Entity {
    fn recorded() -> Vec<office_merchant::Column> {
        use office_merchant::Column::*;
        vec![Id, OfficeId, EnterpriseId, Since, LeftOn, CreatedAt]
    }

    fn withheld() -> Vec<office_merchant::Column> {
        Vec::new()
    }
}

/// How a list of merchants is narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MerchantNarrow {
    /// Only those who are merchants now.
    pub present: bool,
}

impl ChildOf<liaison_office::Entity> for office_merchant::Entity {
    type Narrow = MerchantNarrow;

    fn parent() -> office_merchant::Column {
        office_merchant::Column::OfficeId
    }

    fn order() -> Keyset<Self> {
        Keyset::ascending(office_merchant::Column::CreatedAt)
    }

    fn narrowed(narrow: &MerchantNarrow) -> Condition {
        let left_on = office_merchant::Column::LeftOn;
        Condition::all().add_option(narrow.present.then(|| left_on.is_null()))
    }
}
