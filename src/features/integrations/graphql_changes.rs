//! Changes of clients in the schema. A resolver reads the input, calls one service function and
//! wraps the result.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use entity::{Id, agency, api_client, association, scope::Scope, user};

use super::{
    graphql::ApiClient,
    service::{self, NewClient, Terms},
};
use crate::platform::{Result, input, viewer::ViewerContext};

/// Both as long as is usual.
const USUAL_KEY_DAYS: i32 = 365;
const USUAL_OVERLAP_HOURS: i32 = 24;

/// A new client. It takes no `clientId`, since its key is shown once; the name is unique.
#[derive(InputObject)]
struct CreateApiClientInput {
    /// What it is called.
    name: String,
    /// What its keys open.
    scopes: Vec<Scope>,
    /// The agency whose rows it sees.
    agency_id: Option<Id<agency::Entity>>,
    /// The association whose rows it sees. Without either it sees the directory and what it sent in.
    association_id: Option<Id<association::Entity>>,
    /// From where it may come: IP addresses or CIDR blocks, at most 20; from anywhere where there are
    /// none.
    #[graphql(default)]
    addresses: Vec<String>,
    /// What its queries may cost in a minute, 1,000 to 100,000,000; what the server allows everybody
    /// unless said.
    quota_per_minute: Option<i32>,
    /// Who answers for it; the caller unless said.
    owner_id: Option<Id<user::Entity>>,
    /// How many days its key is good, 1 to 730; 365 unless said.
    key_days: Option<i32>,
}

/// What changes of a client; what is left out stays.
#[derive(InputObject)]
struct UpdateApiClientInput {
    /// The client.
    id: Id<api_client::Entity>,
    /// The version that was seen.
    version: i32,
    /// What it is called.
    name: Option<String>,
    /// What its keys open.
    scopes: Option<Vec<Scope>>,
    /// From where it may come; from anywhere for an empty list.
    addresses: Option<Vec<String>>,
    /// What its queries may cost in a minute; null for what the server allows everybody.
    quota_per_minute: MaybeUndefined<i32>,
    /// Who answers for it.
    owner_id: Option<Id<user::Entity>>,
}

/// Whose key is changed for a new one.
#[derive(InputObject)]
struct RotateApiClientInput {
    /// The client.
    id: Id<api_client::Entity>,
    /// How many hours its other keys are good yet, 0 to 168; 24 unless said.
    overlap_hours: Option<i32>,
    /// How many days the new key is good, 1 to 730; 365 unless said.
    key_days: Option<i32>,
}

/// Who is shut out.
#[derive(InputObject)]
struct RevokeApiClientInput {
    /// The client.
    id: Id<api_client::Entity>,
}

/// The client as it stands now.
#[derive(SimpleObject)]
struct ApiClientPayload {
    /// The client.
    api_client: ApiClient,
}

/// A client with a new key.
#[derive(SimpleObject)]
struct ApiClientKeyPayload {
    /// The client.
    api_client: ApiClient,
    /// The key, `wq_api_...`: keep it, it is not shown again.
    key: String,
}

impl From<(api_client::Model, String)> for ApiClientKeyPayload {
    fn from((client, key): (api_client::Model, String)) -> Self {
        Self { api_client: client.into(), key }
    }
}

/// Changes of clients.
#[derive(Default)]
pub struct IntegrationsMutation;

/// Making, changing and shutting out clients of the API.
#[Object]
impl IntegrationsMutation {
    /// Makes a client and its first key. ADMIN with SECURITY.
    async fn create_api_client(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new client.")] input: CreateApiClientInput,
    ) -> Result<ApiClientKeyPayload> {
        let new = NewClient {
            name: input::line("name", &input.name)?,
            agency_id: input.agency_id,
            association_id: input.association_id,
            terms: Terms {
                scopes: Some(input.scopes),
                addresses: Some(input.addresses),
                quota: Some(input.quota_per_minute),
                owner_id: input.owner_id,
            },
            key_days: input.key_days.unwrap_or(USUAL_KEY_DAYS).into(),
        };
        Ok(service::create_client(ctx.viewer()?, new).await?.into())
    }

    /// Changes what a client may do; it holds within a second. ADMIN with SECURITY.
    async fn update_api_client(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateApiClientInput,
    ) -> Result<ApiClientPayload> {
        let name = input.name.map(|name| input::line("name", &name)).transpose()?;
        let terms = Terms {
            scopes: input.scopes,
            addresses: input.addresses,
            quota: input.quota_per_minute.as_opt_ref().map(Option::<&i32>::copied),
            owner_id: input.owner_id,
        };
        let viewer = ctx.viewer()?;
        let client = service::update_client(viewer, input.id, input.version, name, terms).await?;
        Ok(ApiClientPayload { api_client: client.into() })
    }

    /// Gives a client a new key; its other keys are good for some hours yet. ADMIN with SECURITY.
    async fn rotate_api_client(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose key.")] input: RotateApiClientInput,
    ) -> Result<ApiClientKeyPayload> {
        let overlap = input.overlap_hours.unwrap_or(USUAL_OVERLAP_HOURS).into();
        let days = input.key_days.unwrap_or(USUAL_KEY_DAYS).into();
        Ok(service::rotate_key(ctx.viewer()?, input.id, overlap, days).await?.into())
    }

    /// Shuts a client out for good: its keys are dead within a second. ADMIN with SECURITY.
    async fn revoke_api_client(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which client.")] input: RevokeApiClientInput,
    ) -> Result<ApiClientPayload> {
        let client = service::revoke_client(ctx.viewer()?, input.id).await?;
        Ok(ApiClientPayload { api_client: client.into() })
    }
}
