//! Who does what with incidents: the police of the town sort and divert, the governance centre sends
//! units, settles and gives back, the units go there. Who sees which rows stands in `reach`.

use entity::{
    scope::Area,
    user::{Duty, Role},
};

use crate::platform::{
    action::{Action, Allowed},
    error::{Constraint, Meaning, Reason},
};

const POLICE: Allowed = Allowed::Roles(&[Role::Officer, Role::Chief, Role::Coordinator]);
const CENTRE: Allowed = Allowed::Roles(&[Role::Partner]);
const UNITS: Allowed = Allowed::Roles(&[Role::Partner, Role::Officer, Role::Chief]);
const REGISTRARS: Allowed = Allowed::RolesOrDuty(&[Role::Coordinator], Duty::System);

/// Reports an incident.
pub const REPORT: Action = Action {
    name: "incident.report",
    event: "incident.reported",
    allowed: Allowed::RolesOrScope(
        &[Role::Officer, Role::Chief, Role::Coordinator],
        Area::Incidents,
    ),
};
/// Sorts an incident.
pub const TRIAGE: Action =
    Action { name: "incident.triage", event: "incident.triaged", allowed: POLICE };
/// Hands an incident to the governance centre.
pub const DIVERT: Action =
    Action { name: "incident.divert", event: "incident.diverted", allowed: POLICE };
/// Sends a unit.
pub const SEND: Action = Action { name: "dispatch.send", event: "dispatch.sent", allowed: CENTRE };
/// Says that a unit goes.
pub const ACCEPT: Action =
    Action { name: "dispatch.accept", event: "dispatch.accepted", allowed: UNITS };
/// Says that a unit is there.
pub const ARRIVE: Action =
    Action { name: "dispatch.arrive", event: "dispatch.arrived", allowed: UNITS };
/// Writes down how an incident was settled.
pub const SETTLE: Action =
    Action { name: "incident.settle", event: "incident.settled", allowed: CENTRE };
/// Gives an incident back to the police.
pub const RETURN: Action =
    Action { name: "incident.return", event: "incident.returned", allowed: CENTRE };
/// Closes an incident.
pub const CLOSE: Action =
    Action { name: "incident.close", event: "incident.closed", allowed: POLICE };
/// Keeps the taxonomy.
pub const SAVE_CATEGORY: Action = Action {
    name: "incident_category.save",
    event: "incident_category.saved",
    allowed: REGISTRARS,
};
/// Keeps the register of towns that divert.
pub const SAVE_ROLLOUT: Action = Action {
    name: "diversion_rollout.save",
    event: "diversion_rollout.saved",
    allowed: REGISTRARS,
};

/// All actions of this feature.
pub const ACTIONS: &[Action] = &[
    REPORT,
    TRIAGE,
    DIVERT,
    SEND,
    ACCEPT,
    ARRIVE,
    SETTLE,
    RETURN,
    CLOSE,
    SAVE_CATEGORY,
    SAVE_ROLLOUT,
];

const CODE_TAKEN: Reason =
    Reason { code: "code_taken", zh: "该代码已存在", en: "The code is taken" };
const TOWN_TAKEN: Reason = Reason {
    code: "town_taken",
    zh: "该镇街已登记分流",
    en: "The town stands in the register already",
};

/// What broken constraints mean.
pub const CONSTRAINTS: &[Constraint] = &[
    Constraint {
        name: "uq_incident_category_code",
        columns: "incident_category.code",
        meaning: Meaning::Invalid("code", CODE_TAKEN),
    },
    Constraint {
        name: "uq_diversion_rollout_town_id",
        columns: "diversion_rollout.town_id",
        meaning: Meaning::Invalid("townId", TOWN_TAKEN),
    },
];
