//! What stands beside an incident, in the schema: the units that are sent, its timeline, and how it was
//! settled.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id,
    dispatch::{self, Role, State as UnitState},
    enterprise_name,
    incident::State,
    incident_category::Nature,
    incident_event::{self, Step},
    settlement, settlement_party,
};

use super::{graphql::Incident, graphql_register::TriageCategory};
use crate::{
    features::{agencies::graphql::Agency, enterprises::graphql::Enterprise},
    platform::{Result, input, scalars::Cny, viewer::ViewerContext},
};

/// An errand.
pub struct Dispatch(dispatch::Model);

impl From<dispatch::Model> for Dispatch {
    fn from(row: dispatch::Model) -> Self {
        Self(row)
    }
}

/// A unit that a governance centre sends to an incident 派单. Seen by those who see the incident.
#[Object]
impl Dispatch {
    /// The id.
    pub async fn id(&self) -> Id<dispatch::Entity> {
        self.0.id
    }

    /// The incident.
    async fn incident(&self, ctx: &Context<'_>) -> Result<Option<Incident>> {
        Ok(ctx.viewer()?.row(self.0.incident_id).await?.map(Incident::from))
    }

    /// The unit.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Agency> {
        Ok(ctx.viewer()?.known(self.0.agency_id).await?.into())
    }

    /// What it is there for.
    async fn role(&self) -> Role {
        self.0.role
    }

    /// Where it stands.
    async fn state(&self) -> UnitState {
        self.0.state
    }

    /// When it was told to go.
    async fn sent_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it said that it goes.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        self.0.accepted_at
    }

    /// When it was there.
    async fn arrived_at(&self) -> Option<DateTime<Utc>> {
        self.0.arrived_at
    }

    /// Counts the changes; `acceptDispatch` and `arriveAtIncident` must name the one they saw.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// An event.
pub struct IncidentEvent(incident_event::Model);

impl From<incident_event::Model> for IncidentEvent {
    fn from(row: incident_event::Model) -> Self {
        Self(row)
    }
}

/// One event of an incident's timeline. Seen by those who see the incident.
#[Object]
impl IncidentEvent {
    /// The id.
    pub async fn id(&self) -> Id<incident_event::Entity> {
        self.0.id
    }

    /// The place in the timeline, from 1.
    async fn seq(&self) -> i32 {
        self.0.seq
    }

    /// What happened.
    async fn step(&self) -> Step {
        self.0.step
    }

    /// Where the incident stood afterwards.
    async fn state(&self) -> State {
        self.0.state
    }

    /// The name, then, of who made it.
    async fn actor_name(&self) -> &str {
        &self.0.actor_name
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The reason, the note; may be empty.
    async fn note(&self) -> &str {
        &self.0.note
    }

    /// Whose business it is, where the step says so.
    async fn nature(&self) -> Option<Nature> {
        self.0.nature
    }

    /// What it was sorted as, where the step says so.
    async fn triage_category(&self, ctx: &Context<'_>) -> Result<Option<TriageCategory>> {
        let Some(id) = self.0.triage_category_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(TriageCategory::from))
    }

    /// The centre it goes to, or the unit that is sent.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.agency_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The unit's errand that it is about.
    async fn dispatch(&self, ctx: &Context<'_>) -> Result<Option<Dispatch>> {
        let Some(id) = self.0.dispatch_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Dispatch::from))
    }
}

/// A settlement.
pub struct Settlement(settlement::Model);

impl From<settlement::Model> for Settlement {
    fn from(row: settlement::Model) -> Self {
        Self(row)
    }
}

/// How an incident was settled 化解. Seen by those who see the incident.
#[Object]
impl Settlement {
    /// The id.
    pub async fn id(&self) -> Id<settlement::Entity> {
        self.0.id
    }

    /// The governance centre that settled it.
    async fn centre(&self, ctx: &Context<'_>) -> Result<Agency> {
        Ok(ctx.viewer()?.known(self.0.centre_id).await?.into())
    }

    /// The kind of dispute, as it turned out.
    async fn dispute(&self, ctx: &Context<'_>) -> Result<TriageCategory> {
        Ok(ctx.viewer()?.known(self.0.category_id).await?.into())
    }

    /// Who agreed, at most 20.
    async fn parties(&self, ctx: &Context<'_>) -> Result<Vec<SettlementParty>> {
        let viewer = ctx.viewer()?;
        let most = input::ENTRIES as u64;
        let rows = viewer.few_children::<settlement_party::Entity, _>(self.0.id, (), most).await?;
        Ok(rows.into_iter().map(SettlementParty::from).collect())
    }

    /// What was agreed.
    async fn agreement(&self) -> &str {
        &self.0.agreement
    }

    /// How much is paid.
    async fn amount(&self) -> Option<Cny> {
        self.0.amount_cny.map(Cny)
    }

    /// When.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A party.
pub struct SettlementParty(settlement_party::Model);

impl From<settlement_party::Model> for SettlementParty {
    fn from(row: settlement_party::Model) -> Self {
        Self(row)
    }
}

/// A party of a settlement: a firm of the register, or a word for whoever it is, never who a person
/// is.
#[Object]
impl SettlementParty {
    /// The id.
    pub async fn id(&self) -> Id<settlement_party::Entity> {
        self.0.id
    }

    /// The firm; null for none, or out of the viewer's reach.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        let Some(id) = self.0.enterprise_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Enterprise::from))
    }

    /// The firm's name, which those who handled the incident read.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(id) = self.0.enterprise_id else { return Ok(None) };
        let id: Id<enterprise_name::Entity> = id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// What it is called, `用工方`; may be empty beside a firm.
    async fn words(&self) -> &str {
        &self.0.words
    }
}
