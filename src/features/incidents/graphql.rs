//! Incidents in the schema.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id, dispatch, enterprise_name,
    incident::{self, Category, State},
    incident_category::Nature,
    incident_event, settlement,
};

use super::{
    dispatches::MOST_UNITS,
    graphql_dispatches::{Dispatch, IncidentEvent, Settlement},
    graphql_register::TriageCategory,
    receipt_text,
};
use crate::{
    features::{
        agencies::graphql::{Agency, Town},
        enterprises::graphql::Enterprise,
        mechanisms::graphql::MechanismEdition,
    },
    platform::{
        Result,
        page::{Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// An incident.
pub struct Incident(incident::Model);

impl From<incident::Model> for Incident {
    fn from(row: incident::Model) -> Self {
        Self(row)
    }
}

/// An incident 警情: a call for help as 110 received it, and what became of it. It says nothing of who
/// a person is. Seen by LEADER and COORDINATOR; by CHIEF and OFFICER for the firms they see, for the
/// towns of their stations and where their unit is sent; by PARTNER at the governance centre that it
/// was diverted to and in the units that are sent; by whoever reported it, a platform or a person of
/// the police.
#[Object]
impl Incident {
    /// The id.
    pub async fn id(&self) -> Id<incident::Entity> {
        self.0.id
    }

    /// What the sender calls it, the number of 110; null where nobody calls it anything.
    async fn source_key(&self) -> Option<&str> {
        self.0.source_key.as_deref()
    }

    /// What it is about.
    async fn category(&self) -> Category {
        self.0.category
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// What was said, in a few words.
    async fn summary(&self) -> &str {
        &self.0.summary
    }

    /// When the call came.
    async fn received_at(&self) -> DateTime<Utc> {
        self.0.received_at
    }

    /// The enterprise it is about; null for none, or out of the viewer's reach.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        let Some(id) = self.0.enterprise_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Enterprise::from))
    }

    /// The enterprise's name, which those who handle it read though the enterprise is out of reach.
    async fn enterprise_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(id) = self.0.enterprise_id else { return Ok(None) };
        let id: Id<enterprise_name::Entity> = id.into();
        Ok(ctx.viewer()?.row(id).await?.map(|row| row.name))
    }

    /// The town it is in.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        Ok(ctx.viewer()?.row(self.0.town_id).await?.map(Town::from))
    }

    /// Where that is, in words; may be empty.
    async fn place(&self) -> &str {
        &self.0.place
    }

    /// WGS84, degrees.
    async fn latitude(&self) -> Option<f64> {
        self.0.latitude
    }

    /// WGS84, degrees.
    async fn longitude(&self) -> Option<f64> {
        self.0.longitude
    }

    /// Whose business it is; null before it is sorted.
    async fn nature(&self) -> Option<Nature> {
        self.0.nature
    }

    /// What it was sorted as; null before that.
    async fn triage_category(&self, ctx: &Context<'_>) -> Result<Option<TriageCategory>> {
        let Some(id) = self.0.triage_category_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(TriageCategory::from))
    }

    /// The procedure that it runs under, as it stood when it was sorted.
    async fn mechanism_edition(&self, ctx: &Context<'_>) -> Result<Option<MechanismEdition>> {
        let Some(id) = self.0.mechanism_edition_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(MechanismEdition::from))
    }

    /// The governance centre that it was diverted to; also after that gave it back.
    async fn centre(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let Some(id) = self.0.centre_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Agency::from))
    }

    /// The receipt of its diversion 回执, `FL-2026-000123`.
    async fn receipt_number(&self) -> Option<String> {
        receipt_text(&self.0)
    }

    /// When it was diverted.
    async fn diverted_at(&self) -> Option<DateTime<Utc>> {
        self.0.diverted_at
    }

    /// When it was settled.
    async fn settled_at(&self) -> Option<DateTime<Utc>> {
        self.0.settled_at
    }

    /// When it was closed.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }

    /// The units that were sent, in the order in which they were; at most 20.
    async fn dispatches(&self, ctx: &Context<'_>) -> Result<Vec<Dispatch>> {
        let viewer = ctx.viewer()?;
        let rows = viewer.few_children::<dispatch::Entity, _>(self.0.id, (), MOST_UNITS).await?;
        Ok(rows.into_iter().map(Dispatch::from).collect())
    }

    /// How it was settled.
    async fn settlement(&self, ctx: &Context<'_>) -> Result<Option<Settlement>> {
        let viewer = ctx.viewer()?;
        let rows = viewer.few_children::<settlement::Entity, _>(self.0.id, (), 1).await?;
        Ok(rows.into_iter().next().map(Settlement::from))
    }

    /// Everything that happened to it, the oldest first.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<IncidentEvent>> {
        let args = PageArgs::new(first, after);
        ctx.viewer()?.children::<incident_event::Entity, _, _>(self.0.id, (), args).await
    }

    /// Counts the changes; every step that moves it must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it came in.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
