//! The steps of an incident in the schema. A resolver reads the input, calls one service function and
//! wraps the result.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::{
    Id, agency,
    dispatch::{self, Role},
    incident, incident_category, mechanism,
};
use uuid::Uuid;

use super::{
    dispatches::{self, NewUnits, SeenErrand},
    graphql::Incident,
    graphql_dispatches::Dispatch,
    graphql_settling::{SettleIncidentInput, text},
    service::{self, Seen, Triage},
};
use crate::{
    features::inbound::without_personal_number,
    platform::{Result, idempotency::ClientKey, input, viewer::ViewerContext},
};

/// An incident to be sorted.
#[derive(InputObject)]
struct TriageIncidentInput {
    /// The incident.
    id: Id<incident::Entity>,
    /// The version that was seen.
    version: i32,
    /// A kind within a class of the taxonomy; it says whose business the incident is.
    category_id: Id<incident_category::Entity>,
    /// The procedure that it runs under from here on; its newest edition is kept.
    mechanism_id: Option<Id<mechanism::Entity>>,
    /// Why.
    note: Option<String>,
}

/// An incident to be diverted.
#[derive(InputObject)]
struct DivertIncidentInput {
    /// The incident.
    id: Id<incident::Entity>,
    /// The version that was seen.
    version: i32,
    /// What the centre is to know.
    note: Option<String>,
}

/// A unit to be sent.
#[derive(InputObject)]
struct DispatchUnitInput {
    /// A unit seated at the centre; to help also one of the police.
    agency_id: Id<agency::Entity>,
    /// What it is there for.
    role: Role,
}

/// Units to be sent to an incident.
#[derive(InputObject)]
struct DispatchUnitsInput {
    /// Made by the client; the same one again sends nobody twice.
    client_id: Option<Uuid>,
    /// The incident.
    incident_id: Id<incident::Entity>,
    /// The version that was seen.
    version: i32,
    /// The units: one leads in all, and at most 20 are sent.
    units: Vec<DispatchUnitInput>,
    /// What they are to know.
    note: Option<String>,
}

/// An errand that the unit accepts.
#[derive(InputObject)]
struct AcceptDispatchInput {
    /// The errand.
    id: Id<dispatch::Entity>,
    /// The version that was seen.
    version: i32,
}

/// An errand whose unit is there.
#[derive(InputObject)]
struct ArriveAtIncidentInput {
    /// The errand.
    id: Id<dispatch::Entity>,
    /// The version that was seen.
    version: i32,
}

/// An incident to be given back.
#[derive(InputObject)]
struct ReturnIncidentInput {
    /// The incident.
    id: Id<incident::Entity>,
    /// The version that was seen.
    version: i32,
    /// Why it is for the police after all.
    reason: String,
}

/// An incident to be closed.
#[derive(InputObject)]
struct CloseIncidentInput {
    /// The incident.
    id: Id<incident::Entity>,
    /// The version that was seen.
    version: i32,
    /// What was done, or came of it.
    note: String,
}

/// The incident as it stands now.
#[derive(SimpleObject)]
struct IncidentPayload {
    /// The incident.
    incident: Incident,
}

impl From<incident::Model> for IncidentPayload {
    fn from(row: incident::Model) -> Self {
        Self { incident: row.into() }
    }
}

/// The errand as it stands now.
#[derive(SimpleObject)]
struct DispatchPayload {
    /// The errand.
    dispatch: Dispatch,
}

impl From<dispatch::Model> for DispatchPayload {
    fn from(row: dispatch::Model) -> Self {
        Self { dispatch: row.into() }
    }
}

fn note(value: Option<String>) -> Result<String> {
    without_personal_number("note", input::optional_text("note", value)?)
}

/// Steps of incidents.
#[derive(Default)]
pub struct IncidentStepsMutation;

/// The steps of incidents.
#[Object]
impl IncidentStepsMutation {
    /// Sorts an incident by the taxonomy; as long as nothing has followed, again. OFFICER and CHIEF of
    /// the town's station; COORDINATOR.
    async fn triage_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An incident to be sorted.")] input: TriageIncidentInput,
    ) -> Result<IncidentPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let triage = Triage {
            category_id: input.category_id,
            mechanism_id: input.mechanism_id,
            note: note(input.note)?,
        };
        Ok(service::triage_incident(ctx.viewer()?, seen, triage).await?.into())
    }

    /// Hands an incident that is no police matter to the governance centre of its town, with a
    /// receipt. Where the town does not divert yet it answers ILLEGAL_STATE. OFFICER and CHIEF of the
    /// town's station; COORDINATOR.
    async fn divert_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An incident to be diverted.")] input: DivertIncidentInput,
    ) -> Result<IncidentPayload> {
        let seen = Seen { id: input.id, version: input.version };
        Ok(service::divert_incident(ctx.viewer()?, seen, note(input.note)?).await?.into())
    }

    /// Sends units to an incident that was diverted. PARTNER at the governance centre.
    async fn dispatch_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Units to be sent.")] input: DispatchUnitsInput,
    ) -> Result<IncidentPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let new = NewUnits {
            incident: Seen { id: input.incident_id, version: input.version },
            units: input.units.into_iter().map(|unit| (unit.agency_id, unit.role)).collect(),
            note: note(input.note)?,
        };
        Ok(dispatches::dispatch_units(ctx.viewer()?, key, new).await?.into())
    }

    /// Says that the own unit goes. PARTNER, CHIEF and OFFICER of the unit.
    async fn accept_dispatch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An errand that the unit accepts.")] input: AcceptDispatchInput,
    ) -> Result<DispatchPayload> {
        let seen = SeenErrand { id: input.id, version: input.version };
        Ok(dispatches::accept_dispatch(ctx.viewer()?, seen).await?.into())
    }

    /// Says that the own unit is there. PARTNER, CHIEF and OFFICER of the unit.
    async fn arrive_at_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An errand whose unit is there.")] input: ArriveAtIncidentInput,
    ) -> Result<DispatchPayload> {
        let seen = SeenErrand { id: input.id, version: input.version };
        Ok(dispatches::arrive_at_incident(ctx.viewer()?, seen).await?.into())
    }

    /// Writes down how an incident was settled. PARTNER at the governance centre.
    async fn settle_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How an incident was settled.")] input: SettleIncidentInput,
    ) -> Result<IncidentPayload> {
        let seen = Seen { id: input.id, version: input.version };
        Ok(service::settle_incident(ctx.viewer()?, seen, input.read()?).await?.into())
    }

    /// Gives an incident back to the police, with the reason. PARTNER at the governance centre.
    async fn return_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An incident to be given back.")] input: ReturnIncidentInput,
    ) -> Result<IncidentPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let reason = text("reason", &input.reason)?;
        Ok(service::return_incident(ctx.viewer()?, seen, reason).await?.into())
    }

    /// Closes an incident with a note: what the police handled, what was settled, what came back.
    /// OFFICER and CHIEF of the town's station; COORDINATOR.
    async fn close_incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An incident to be closed.")] input: CloseIncidentInput,
    ) -> Result<IncidentPayload> {
        let seen = Seen { id: input.id, version: input.version };
        let note = text("note", &input.note)?;
        Ok(service::close_incident(ctx.viewer()?, seen, note).await?.into())
    }
}
