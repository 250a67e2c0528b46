//! Sending units to an incident, and hearing from them. Each locks the incident first and the errand
//! then.

use entity::{
    Id, agency,
    dispatch::{self, Role, State},
    incident,
    incident_event::Step,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};

use super::{
    lifecycle::{About, Event, unit_after},
    moves::{WRONG_STATE, make},
    policy,
    service::Seen,
};
use crate::{
    features::agencies::service::find_present,
    platform::{
        Error, Result, action::Action, error::Reason, idempotency::ClientKey, input, tx::Tx,
        viewer::Viewer,
    },
};

/// More units than ever meet at one place.
pub const MOST_UNITS: u64 = 20;

const ELSEWHERE: Reason = Reason {
    code: "unit_not_seated",
    zh: "只能派出本中心入驻单位或公安单位",
    en: "Only units seated at the centre and police units are sent",
};
const POLICE_HELP: Reason = Reason {
    code: "police_only_help",
    zh: "公安单位只能作为协同单位",
    en: "A police unit helps and does not lead",
};
const NO_LEAD: Reason =
    Reason {
        code: "one_lead", zh: "须有且只有一个牵头单位", en: "One unit leads, and only one"
    };
const SENT_ALREADY: Reason =
    Reason { code: "unit_sent_already", zh: "该单位已派出", en: "The unit is sent already" };

/// Units to be sent.
pub struct NewUnits {
    /// The incident, as the centre saw it.
    pub incident: Seen,
    /// The units, one of which leads where none does yet.
    pub units: Vec<(Id<agency::Entity>, Role)>,
    /// What they are to know; may be empty.
    pub note: String,
}

/// An errand as its unit saw it.
#[derive(Clone, Copy)]
pub struct SeenErrand {
    /// Which.
    pub id: Id<dispatch::Entity>,
    /// At which version.
    pub version: i32,
}

/// Sends units seated at the centre, and police units to help.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who is not of the centre, `Conflict` when the incident has
/// changed since, `IllegalState` when the centre does not have it, `Invalid` for a unit of elsewhere or
/// sent already, and where not exactly one leads.
pub async fn dispatch_units(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewUnits,
) -> Result<incident::Model> {
    let mut tx = viewer.begin(policy::SEND).await?;
    if let Some(first) = tx.first_result::<dispatch::Entity>(key).await? {
        return tx.find::<incident::Entity>(first.incident_id).await;
    }
    let mut incident =
        tx.edit_at::<incident::Entity>(new.incident.id, new.incident.version).await?;
    let theirs = dispatch::Column::IncidentId.eq(incident.id);
    let mut sent = tx.scoped::<dispatch::Entity>().filter(theirs).at_most(MOST_UNITS).await?;
    if sent.len() + new.units.len() > usize::try_from(MOST_UNITS).unwrap_or(usize::MAX) {
        return Err(Error::invalid("units", input::TOO_MANY));
    }
    for (place, (agency_id, role)) in new.units.into_iter().enumerate() {
        let within = |error: Error| error.within(&format!("units.{place}"));
        let unit = find_present(&tx, "agencyId", agency_id).await.map_err(within)?;
        check_unit(&incident, &unit, role, &sent).map_err(within)?;
        let now = tx.clock().now();
        let state = unit_after(None, Step::Dispatch).ok_or(Error::IllegalState(WRONG_STATE))?;
        let row = dispatch::ActiveModel {
            id: Set(tx.clock().new_id()),
            incident_id: Set(incident.id),
            agency_id: Set(unit.id),
            role: Set(role),
            state: Set(state),
            accepted_at: Set(None),
            arrived_at: Set(None),
            version: Set(1),
            created_at: Set(now),
        };
        let errand = tx.insert(row).await?;
        let event = Event { step: Step::Dispatch, at: now, about: About::Unit(errand.id, unit.id) };
        let note = new.note.clone();
        incident = make(&mut tx, &viewer.actor, &incident, event, note, |row| row).await?;
        sent.push(errand);
    }
    if sent.iter().filter(|errand| errand.role == Role::Lead).count() != 1 {
        return Err(Error::invalid("units", NO_LEAD));
    }
    tx.commit().await?;
    Ok(incident)
}

/// A unit is seated at the centre that has the incident; one of the police may help. Each goes once.
fn check_unit(
    incident: &incident::Model,
    unit: &agency::Model,
    role: Role,
    sent: &[dispatch::Model],
) -> Result<()> {
    let is_seated = unit.parent_id.is_some() && unit.parent_id == incident.centre_id;
    let is_police = unit.branch.is_some();
    if !is_seated && !is_police {
        return Err(Error::invalid("agencyId", ELSEWHERE));
    }
    if !is_seated && role == Role::Lead {
        return Err(Error::invalid("role", POLICE_HELP));
    }
    if sent.iter().any(|errand| errand.agency_id == unit.id) {
        return Err(Error::invalid("agencyId", SENT_ALREADY));
    }
    Ok(())
}

/// Says that the unit goes.
///
/// # Errors
/// `NotFound` out of reach, `Forbidden` for who is not of the unit, `Conflict` when the errand has
/// changed since, `IllegalState` when there is no such step, or the centre has the incident no more.
pub async fn accept_dispatch(viewer: &Viewer, seen: SeenErrand) -> Result<dispatch::Model> {
    report(viewer, policy::ACCEPT, Step::Accept, seen).await
}

/// Says that the unit is there.
///
/// # Errors
/// As `accept_dispatch`.
pub async fn arrive_at_incident(viewer: &Viewer, seen: SeenErrand) -> Result<dispatch::Model> {
    report(viewer, policy::ARRIVE, Step::Arrive, seen).await
}

async fn report(
    viewer: &Viewer,
    action: Action,
    step: Step,
    seen: SeenErrand,
) -> Result<dispatch::Model> {
    let mut tx = viewer.begin(action).await?;
    let (incident, before) = open(&tx, seen).await?;
    let state = unit_after(Some(before.state), step).ok_or(Error::IllegalState(WRONG_STATE))?;
    let at = tx.clock().now();
    let mut row = dispatch::ActiveModel { state: Set(state), ..Default::default() };
    match state {
        State::Accepted => row.accepted_at = Set(Some(at)),
        State::Arrived => row.arrived_at = Set(Some(at)),
        State::Dispatched => {}
    }
    let errand = tx.update(&before, row).await?;
    let event = Event { step, at, about: About::Unit(errand.id, errand.agency_id) };
    make(&mut tx, &viewer.actor, &incident, event, String::new(), |row| row).await?;
    tx.commit().await?;
    Ok(errand)
}

/// Locks an errand and its incident.
async fn open(tx: &Tx, seen: SeenErrand) -> Result<(incident::Model, dispatch::Model)> {
    let incident_id = tx.find::<dispatch::Entity>(seen.id).await?.incident_id;
    let incident = tx.lock::<incident::Entity>(incident_id).await?;
    Ok((incident, tx.edit_at::<dispatch::Entity>(seen.id, seen.version).await?))
}
