//! Raising an alert.

use chrono::{DateTime, Utc};
use entity::{
    Id,
    alert::{self, Kind, Severity, State},
    service_request,
};
use sea_orm::ActiveValue::Set;

use super::policy;
use crate::{
    features::inbound::{
        NewAbout, Source, check_daily_limit, check_source_key, find_firm, first_pushed, past,
    },
    platform::{Error, Result, error::Reason, idempotency::ClientKey, input, viewer::Viewer},
};

const OTHER_KIND: Reason = Reason {
    code: "other_kind",
    zh: "只有执法办案瑕疵预警才能关联诉求",
    en: "Only a flaw in the handling of a case is about a request",
};

/// An alert to be raised.
pub struct NewAlert {
    /// What the sender calls it.
    pub source: Source,
    /// What it warns of.
    pub kind: Kind,
    /// How much hangs on it.
    pub severity: Severity,
    /// One line.
    pub title: String,
    /// What is known.
    pub details: String,
    /// When it was noticed.
    pub occurred_at: DateTime<Utc>,
    /// Which firm and place it is about.
    pub about: NewAbout,
    /// The request whose handling it is about.
    pub request_id: Option<Id<service_request::Entity>>,
}

/// Raises an alert, once for each `clientId` and each source key of the sender.
///
/// # Errors
/// `NotFound` for a firm, town or request out of reach; `Invalid` for an unknown credit code, or where
/// it is not said what the alert is about; `IdempotencyMismatch` where the key was used for something
/// else; `LimitReached` for the thousand-and-first of a day.
pub async fn raise_alert(
    viewer: &Viewer,
    key: Option<ClientKey>,
    new: NewAlert,
) -> Result<alert::Model> {
    let actor = &viewer.actor;
    let mut tx = viewer.begin(policy::RAISE).await?;
    if let Some(first) = tx.first_result::<alert::Entity>(key).await? {
        return Ok(first);
    }
    if let Some(first) = first_pushed::<alert::Entity>(&tx, actor, &new.source).await? {
        return Ok(first);
    }
    let enterprise_id = find_firm(&tx, actor, &new.about).await?;
    if let Some(id) = new.request_id {
        tx.find::<service_request::Entity>(id).await?;
    }
    check_source_key(actor, &new.source)?;
    check_says_what(&new)?;
    let occurred_at = past("occurredAt", new.occurred_at, tx.clock().now())?;
    check_daily_limit::<alert::Entity>(&tx, actor).await?;
    let row = alert::ActiveModel {
        id: Set(tx.clock().new_id()),
        kind: Set(new.kind),
        severity: Set(new.severity),
        state: Set(State::Raised),
        title: Set(new.title),
        details: Set(new.details),
        occurred_at: Set(occurred_at),
        enterprise_id: Set(enterprise_id),
        town_id: Set(new.about.town_id),
        place: Set(new.about.place),
        latitude: Set(new.about.position.map(|place| place.latitude())),
        longitude: Set(new.about.position.map(|place| place.longitude())),
        request_id: Set(new.request_id),
        raised_by_id: Set(actor.user_id),
        source_key: Set(new.source.key),
        digest: Set(new.source.digest),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    };
    let alert = tx.insert(row).await?;
    tx.commit().await?;
    Ok(alert)
}

/// An alert on a firm names it, one on a place says where, one on a case which.
fn check_says_what(new: &NewAlert) -> Result<()> {
    let about = &new.about;
    let required = |field: &'static str| Err(Error::invalid(field, input::REQUIRED));
    let names_firm = about.enterprise_id.is_some() || about.credit_code.is_some();
    let says_where = !about.place.is_empty() || about.position.is_some();
    match new.kind {
        Kind::HandlingFlaw if new.request_id.is_none() => required("requestId"),
        Kind::HandlingFlaw => Ok(()),
        _ if new.request_id.is_some() => Err(Error::invalid("requestId", OTHER_KIND)),
        Kind::EnterpriseRisk if !names_firm => required("enterpriseId"),
        Kind::RoadHazard if about.town_id.is_none() => required("townId"),
        Kind::RoadHazard if !says_where => required("place"),
        Kind::EnterpriseRisk | Kind::RoadHazard => Ok(()),
    }
}
