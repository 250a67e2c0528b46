//! Incidents that were diverted, and the units that are sent to them.

use std::collections::{HashMap, HashSet};

use entity::{agency, dispatch, incident};
use serde_json::json;
use uuid::Uuid;

use super::{Subject, rows};
use crate::{
    features::incidents::receipt_text,
    platform::{Result, tx::Tx},
};

/// Incidents, with the centre that has each and the agencies of its town.
pub(super) async fn incidents(tx: &Tx, ids: HashSet<Uuid>) -> Result<HashMap<Uuid, Subject>> {
    let incidents = rows::<incident::Entity>(tx, incident::Column::Id, ids).await?;
    let towns = incidents.iter().map(|row| row.town_id.uuid()).collect();
    let agencies = rows::<agency::Entity>(tx, agency::Column::TownId, towns).await?;
    let subject = |row: incident::Model| {
        let its = agencies.iter().filter(|agency| agency.town_id == Some(row.town_id));
        let subject = Subject {
            agency_id: row.centre_id,
            town_agencies: its.map(|agency| agency.id).collect(),
            args: json!({ "number": receipt_text(&row) }),
            ..Subject::default()
        };
        (row.id.uuid(), subject)
    };
    Ok(incidents.into_iter().map(subject).collect())
}

/// Errands, with the unit of each.
pub(super) async fn errands(tx: &Tx, ids: HashSet<Uuid>) -> Result<HashMap<Uuid, Subject>> {
    let errands = rows::<dispatch::Entity>(tx, dispatch::Column::Id, ids).await?;
    let incidents = errands.iter().map(|row| row.incident_id.uuid()).collect();
    let incidents = rows::<incident::Entity>(tx, incident::Column::Id, incidents).await?;
    let subject = |row: dispatch::Model| {
        let incident = incidents.iter().find(|incident| incident.id == row.incident_id)?;
        let args = json!({ "number": receipt_text(incident) });
        Some((
            row.id.uuid(),
            Subject { agency_id: Some(row.agency_id), args, ..Subject::default() },
        ))
    };
    Ok(errands.into_iter().filter_map(subject).collect())
}
