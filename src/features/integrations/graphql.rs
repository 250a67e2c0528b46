//! Clients of the API in the schema.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{Id, api_client, machine_key, scope::Scope, user};

use crate::{
    features::{
        agencies::graphql::Agency, associations::graphql::Association, auth::graphql_users::User,
    },
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// More keys than are ever good at once.
const MOST_KEYS: u64 = 20;

/// A system of somebody else's that uses the API.
pub struct ApiClient(api_client::Model);

impl From<api_client::Model> for ApiClient {
    fn from(row: api_client::Model) -> Self {
        Self(row)
    }
}

/// A system of somebody else's that uses the API with keys 接入系统. It sees what the people of its
/// home see, as far as its scopes go: for an agency of the police what a CHIEF there sees, for any
/// other what a PARTNER sees, for an association what its people see; without a home only the
/// directory and what it sent in itself. Seen by ADMIN with SECURITY, by whoever answers for it and
/// by itself.
#[Object]
impl ApiClient {
    /// The id: also `client_id` at `/oauth/token`.
    pub async fn id(&self) -> Id<api_client::Entity> {
        self.0.id
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What its keys open.
    async fn scopes(&self) -> &[Scope] {
        &self.0.scopes.0
    }

    /// From where it may come, as CIDR blocks; from anywhere where there are none.
    async fn addresses(&self) -> &[String] {
        &self.0.addresses.0
    }

    /// What its queries may cost in a minute, where that is not what the server allows everybody.
    async fn quota_per_minute(&self) -> Option<i32> {
        self.0.quota
    }

    /// The agency it belongs to.
    async fn agency(&self, ctx: &Context<'_>) -> Result<Option<Agency>> {
        let viewer = ctx.viewer()?;
        let Some(id) = viewer.row(self.0.user_id).await?.and_then(|user| user.agency_id) else {
            return Ok(None);
        };
        Ok(viewer.row(id).await?.map(Agency::from))
    }

    /// The association it belongs to, where the viewer sees that.
    async fn association(&self, ctx: &Context<'_>) -> Result<Option<Association>> {
        let viewer = ctx.viewer()?;
        let user = viewer.row(self.0.user_id).await?;
        let Some(id) = user.and_then(|user| user.association_id) else {
            return Ok(None);
        };
        Ok(viewer.row(id).await?.map(Association::from))
    }

    /// Who answers for it, where the viewer sees that.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        Ok(ctx.viewer()?.row::<user::Entity>(self.0.owner_id).await?.map(User::from))
    }

    /// Its keys, the newest first, at most 20.
    async fn keys(&self, ctx: &Context<'_>) -> Result<Vec<ApiKey>> {
        let keys = ctx.viewer()?.few_children::<machine_key::Entity, user::Entity>(
            self.0.user_id,
            (),
            MOST_KEYS,
        );
        Ok(keys.await?.into_iter().map(ApiKey).collect())
    }

    /// Since when it is shut out.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// Counts the changes; `updateApiClient` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// A key of a client.
pub struct ApiKey(machine_key::Model);

/// A key of a client. The key itself is shown once, when it is made.
#[Object]
impl ApiKey {
    /// The id.
    async fn id(&self) -> Id<machine_key::Entity> {
        self.0.id
    }

    /// How it begins, to tell keys apart.
    async fn hint(&self) -> &str {
        &self.0.hint
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was last used, to the hour.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// From when on it is refused.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// Since when it is refused.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

/// Queries about clients.
#[derive(Default)]
pub struct IntegrationsQuery;

/// The systems that use the API.
#[Object]
impl IntegrationsQuery {
    /// Clients by name: all for ADMIN with SECURITY, else those that one answers for.
    async fn api_clients(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ApiClient>> {
        ctx.viewer()?
            .scoped::<api_client::Entity>()
            .page(Keyset::ascending(api_client::Column::Name), &PageArgs::new(first, after))
            .await
    }
}
