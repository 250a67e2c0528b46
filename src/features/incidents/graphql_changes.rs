//! Reporting incidents, in the schema. A resolver reads the input, calls one service function and
//! wraps the result.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, enterprise, incident::Category, town};
use uuid::Uuid;

use super::{
    graphql::Incident,
    reporting::{self, NewIncident},
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

/// An incident to be reported. There is no field for who a person is, and a text with an identity
/// number in it is refused.
#[derive(InputObject)]
struct ReportIncidentInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// What the sending platform calls it, the number of 110; the same one again with the same
    /// content returns the first incident, with other content it answers IDEMPOTENCY_MISMATCH. A
    /// machine has to give it.
    source_key: Option<String>,
    /// What it is about.
    category: Category,
    /// What was said, in a few words.
    summary: String,
    /// When the call came; not in the future.
    received_at: DateTime<Utc>,
    /// The town it is in.
    town_id: Id<town::Entity>,
    /// Where that is, in words.
    place: Option<String>,
    /// WGS84, degrees.
    latitude: Option<f64>,
    /// WGS84, degrees.
    longitude: Option<f64>,
    /// The enterprise it is about, within reach.
    enterprise_id: Option<Id<enterprise::Entity>>,
    /// Or that enterprise by its unified social credit code: for a machine any of the register.
    credit_code: Option<String>,
}

impl ReportIncidentInput {
    fn read(self, digest: Vec<u8>) -> Result<NewIncident> {
        let summary = input::text("summary", &self.summary)?;
        let firm = (self.enterprise_id, self.credit_code.as_deref());
        let position = input::position(self.latitude, self.longitude)?;
        let about = NewAbout::read(firm, Some(self.town_id), self.place.as_deref(), position)?;
        Ok(NewIncident {
            source: Source::read(self.source_key.as_deref(), digest)?,
            category: self.category,
            summary: without_personal_number("summary", summary)?,
            received_at: self.received_at,
            town_id: self.town_id,
            about,
        })
    }
}

/// The incident as it stands now.
#[derive(SimpleObject)]
struct ReportIncidentPayload {
    /// The incident.
    incident: Incident,
}

/// Changes of incidents.
#[derive(Default)]
pub struct IncidentsMutation;

/// Reporting incidents.
#[Object]
impl IncidentsMutation {
    /// Reports an incident. A machine with `incidents:write`; OFFICER, CHIEF and COORDINATOR. At
    /// most 1,000 a day.
    async fn report_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The incident.")] mut input: ReportIncidentInput,
    ) -> Result<ReportIncidentPayload> {
        let client_id = input.client_id.take();
        let key = ClientKey::of(client_id, &input);
        let digest = digest_of(&input);
        let incident = reporting::report_incident(ctx.viewer()?, key, input.read(digest)?).await?;
        Ok(ReportIncidentPayload { incident: incident.into() })
    }
}
