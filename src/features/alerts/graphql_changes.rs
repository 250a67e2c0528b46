//! Raising alerts, in the schema. A resolver reads the input, calls one service function and wraps
//! the result.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    Id,
    alert::{Kind, Severity},
    enterprise, service_request, town,
};
use uuid::Uuid;

use super::{
    graphql::Alert,
    service::{self, NewAlert},
};
use crate::{
    features::inbound::{NewAbout, Source, without_personal_number},
    platform::{
        Result,
        idempotency::{ClientKey, digest_of},
        input,
        viewer::ViewerContext,
    },
};

/// An alert to be raised: on a firm (ENTERPRISE_RISK), a place (ROAD_HAZARD) or the handling of a
/// request (HANDLING_FLAW). There is no field for who a person is, and a text with an identity
/// number in it is refused.
#[derive(InputObject)]
struct RaiseAlertInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// What the sending platform calls it; the same one again with the same content returns the
    /// first alert, with other content it answers IDEMPOTENCY_MISMATCH. A machine has to give it.
    source_key: Option<String>,
    /// What it warns of.
    kind: Kind,
    /// How much hangs on it.
    severity: Severity,
    /// What it is, in one line.
    title: String,
    /// What is known.
    details: Option<String>,
    /// When what it warns of was noticed; not in the future.
    occurred_at: DateTime<Utc>,
    /// The enterprise it is about, within reach.
    enterprise_id: Option<Id<enterprise::Entity>>,
    /// Or that enterprise by its unified social credit code: for a machine any of the register.
    credit_code: Option<String>,
    /// The town it is in; a ROAD_HAZARD has to say it.
    town_id: Option<Id<town::Entity>>,
    /// Where that is, in words; a ROAD_HAZARD says it, or gives degrees.
    place: Option<String>,
    /// WGS84, degrees.
    latitude: Option<f64>,
    /// WGS84, degrees.
    longitude: Option<f64>,
    /// The request within reach whose handling a HANDLING_FLAW is about.
    request_id: Option<Id<service_request::Entity>>,
}

impl RaiseAlertInput {
    fn read(self, digest: Vec<u8>) -> Result<NewAlert> {
        let title = input::line("title", &self.title)?;
        let details = input::optional_text("details", self.details)?;
        let firm = (self.enterprise_id, self.credit_code.as_deref());
        let position = input::position(self.latitude, self.longitude)?;
        let about = NewAbout::read(firm, self.town_id, self.place.as_deref(), position)?;
        Ok(NewAlert {
            source: Source::read(self.source_key.as_deref(), digest)?,
            kind: self.kind,
            severity: self.severity,
            title: without_personal_number("title", title)?,
            details: without_personal_number("details", details)?,
            occurred_at: self.occurred_at,
            about,
            request_id: self.request_id,
        })
    }
}

/// The alert as it stands now.
#[derive(SimpleObject)]
struct RaiseAlertPayload {
    /// The alert.
    alert: Alert,
}

/// Changes of alerts.
#[derive(Default)]
pub struct AlertsMutation;

/// Raising alerts.
#[Object]
impl AlertsMutation {
    /// Raises an alert. A machine with `alerts:write`; COORDINATOR, for a warning that came by
    /// phone. At most 1,000 a day.
    async fn raise_alert(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The alert.")] mut input: RaiseAlertInput,
    ) -> Result<RaiseAlertPayload> {
        let client_id = input.client_id.take();
        let key = ClientKey::of(client_id, &input);
        let digest = digest_of(&input);
        let alert = service::raise_alert(ctx.viewer()?, key, input.read(digest)?).await?;
        Ok(RaiseAlertPayload { alert: alert.into() })
    }
}
