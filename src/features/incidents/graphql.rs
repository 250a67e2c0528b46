//! Incidents in the schema.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id, enterprise,
    incident::{self, Category, State},
    town,
};
use sea_orm::ColumnTrait;

use crate::{
    features::{agencies::graphql::Town, enterprises::graphql::Enterprise},
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
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

/// An incident 警情: a call for help as 110 received it. It says nothing of who a person is. Seen by
/// LEADER and COORDINATOR; by CHIEF for the firms and towns of the agency; by OFFICER for the firms
/// looked after; by whoever reported it, a platform or a person of the police.
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

    /// Counts the changes.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it came in.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Which incidents. What is left out does not narrow.
#[derive(InputObject, Default)]
struct IncidentFilter {
    /// Those that stand so.
    state: Option<State>,
    /// Those about this.
    category: Option<Category>,
    /// Those of this enterprise.
    enterprise: Option<Id<enterprise::Entity>>,
    /// Those in this town.
    town: Option<Id<town::Entity>>,
}

/// Queries about incidents.
#[derive(Default)]
pub struct IncidentsQuery;

/// The incidents.
#[Object]
impl IncidentsQuery {
    /// One incident within reach.
    async fn incident(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The incident.")] id: Id<incident::Entity>,
    ) -> Result<Option<Incident>> {
        Ok(ctx.viewer()?.row(id).await?.map(Incident::from))
    }

    /// Incidents within reach, the newest first.
    async fn incidents(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Which incidents.")] filter: IncidentFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Incident>> {
        use incident::Column;
        ctx.viewer()?
            .scoped::<incident::Entity>()
            .filter_if(filter.state, |state| Column::State.eq(state))
            .filter_if(filter.category, |category| Column::Category.eq(category))
            .filter_if(filter.enterprise, |id| Column::EnterpriseId.eq(id))
            .filter_if(filter.town, |id| Column::TownId.eq(id))
            .page(Keyset::descending(Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }
}
