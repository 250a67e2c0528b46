//! Alerts in the schema.

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id,
    alert::{self, Kind, Severity, State},
    enterprise, town,
};
use sea_orm::ColumnTrait;

use crate::{
    features::{
        agencies::graphql::Town, enterprises::graphql::Enterprise,
        requests::graphql::ServiceRequest,
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// An alert.
pub struct Alert(alert::Model);

impl From<alert::Model> for Alert {
    fn from(row: alert::Model) -> Self {
        Self(row)
    }
}

/// An alert 预警: a warning that another platform pushed in, about a firm, a place or the handling of
/// a case. It says nothing of who a person is. Seen by LEADER and COORDINATOR; by CHIEF for the firms
/// and towns of the agency, and a HANDLING_FLAW for the requests it handles; by OFFICER for the firms
/// looked after, never a HANDLING_FLAW; by the platform that sent it. ENTERPRISE, ASSOCIATION,
/// PARTNER and AUXILIARY never see one.
#[Object]
impl Alert {
    /// The id.
    pub async fn id(&self) -> Id<alert::Entity> {
        self.0.id
    }

    /// What the sender calls it; null where nobody calls it anything.
    async fn source_key(&self) -> Option<&str> {
        self.0.source_key.as_deref()
    }

    /// What it warns of.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// How much hangs on it.
    async fn severity(&self) -> Severity {
        self.0.severity
    }

    /// Where it stands.
    async fn state(&self) -> State {
        self.0.state
    }

    /// What it is, in one line.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What is known; may be empty.
    async fn details(&self) -> &str {
        &self.0.details
    }

    /// When what it warns of was noticed.
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.0.occurred_at
    }

    /// The enterprise it is about; null for none, or out of the viewer's reach.
    async fn enterprise(&self, ctx: &Context<'_>) -> Result<Option<Enterprise>> {
        let Some(id) = self.0.enterprise_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Enterprise::from))
    }

    /// The town it is in, where that was said.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        let Some(id) = self.0.town_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(Town::from))
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

    /// The request whose handling it is about; null for none, or out of the viewer's reach.
    async fn request(&self, ctx: &Context<'_>) -> Result<Option<ServiceRequest>> {
        let Some(id) = self.0.request_id else { return Ok(None) };
        Ok(ctx.viewer()?.row(id).await?.map(ServiceRequest::from))
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

/// Which alerts. What is left out does not narrow.
#[derive(InputObject, Default)]
struct AlertFilter {
    /// Those that stand so.
    state: Option<State>,
    /// Those that warn of this.
    kind: Option<Kind>,
    /// Those on this enterprise.
    enterprise: Option<Id<enterprise::Entity>>,
    /// Those in this town.
    town: Option<Id<town::Entity>>,
}

/// Queries about alerts.
#[derive(Default)]
pub struct AlertsQuery;

/// The alerts.
#[Object]
impl AlertsQuery {
    /// One alert within reach.
    async fn alert(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The alert.")] id: Id<alert::Entity>,
    ) -> Result<Option<Alert>> {
        Ok(ctx.viewer()?.row(id).await?.map(Alert::from))
    }

    /// Alerts within reach, the newest first.
    async fn alerts(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Which alerts.")] filter: AlertFilter,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Alert>> {
        use alert::Column;
        ctx.viewer()?
            .scoped::<alert::Entity>()
            .filter_if(filter.state, |state| Column::State.eq(state))
            .filter_if(filter.kind, |kind| Column::Kind.eq(kind))
            .filter_if(filter.enterprise, |id| Column::EnterpriseId.eq(id))
            .filter_if(filter.town, |id| Column::TownId.eq(id))
            .page(Keyset::descending(Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }
}
