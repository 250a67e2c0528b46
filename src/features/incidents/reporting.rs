//! Reporting an incident.

use chrono::{DateTime, Utc};
use entity::{
    Id,
    incident::{self, Category},
    incident_event::Step,
    town,
};
use sea_orm::ActiveValue::Set;

use super::{
    lifecycle::{self, About, Event},
    moves::{row_of, tell},
    policy,
};
use crate::{
    features::inbound::{
        NewAbout, Source, check_daily_limit, check_source_key, find_firm, first_pushed, past,
    },
    platform::{Error, Result, idempotency::ClientKey, viewer::Viewer},
};

/// An incident to be reported.
pub struct NewIncident {
    /// What the sender calls it.
    pub source: Source,
    /// What it is about.
    pub category: Category,
    /// What was said.
    pub summary: String,
    /// When the call came.
    pub received_at: DateTime<Utc>,
    /// The town it is in.
    pub town_id: Id<town::Entity>,
    /// Which firm and place it is about.
    pub about: NewAbout,
}

/// Reports an incident, once for each `clientId` and each source key of the sender.
///
/// # Errors
/// `NotFound` for a firm or town out of reach; `Invalid` for an unknown credit code;
/// `IdempotencyMismatch` where the key was used for something else; `LimitReached` for the
/// thousand-and-first of a day.
pub async fn report_incident(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewIncident,
) -> Result<incident::Model> {
    let actor = &viewer.actor;
    let mut tx = viewer.begin(policy::REPORT).await?;
    if let Some(first) = tx.first_result::<incident::Entity>(key).await? {
        return Ok(first);
    }
    if let Some(first) = first_pushed::<incident::Entity>(&tx, actor, &new.source).await? {
        return Ok(first);
    }
    let enterprise_id = find_firm(&tx, actor, &new.about).await?;
    check_source_key(actor, &new.source)?;
    let received_at = past("receivedAt", new.received_at, tx.clock().now())?;
    check_daily_limit::<incident::Entity>(&tx, actor).await?;
    let event = Event { step: Step::Report, at: tx.clock().now(), about: About::Incident };
    let standing = lifecycle::step(None, &event)
        .ok_or_else(|| Error::internal("an incident cannot be reported"))?;
    let row = incident::ActiveModel {
        id: Set(tx.clock().new_id()),
        category: Set(new.category),
        summary: Set(new.summary),
        received_at: Set(received_at),
        enterprise_id: Set(enterprise_id),
        town_id: Set(new.town_id),
        place: Set(new.about.place),
        latitude: Set(new.about.position.map(|place| place.latitude())),
        longitude: Set(new.about.position.map(|place| place.longitude())),
        reported_by_id: Set(actor.user_id),
        source_key: Set(new.source.key),
        digest: Set(new.source.digest),
        mechanism_edition_id: Set(None),
        receipt_year: Set(None),
        receipt_serial: Set(None),
        version: Set(1),
        created_at: Set(event.at),
        ..row_of(&standing)
    };
    let incident = tx.insert(row).await?;
    tell(&mut tx, actor, incident.id, &event, standing.state, String::new()).await?;
    tx.commit().await?;
    Ok(incident)
}
