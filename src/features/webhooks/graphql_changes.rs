//! Changes of webhooks in the schema. A resolver reads the input, calls one service function and
//! wraps the result.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, api_client, webhook, webhook_delivery};
use uuid::Uuid;

use super::{
    graphql::{Webhook, sender},
    sender::Sender,
    service::{self, Again, NewWebhook, WebhookChange},
};
use crate::platform::{Result, idempotency::ClientKey, input, viewer::ViewerContext};

/// A new webhook.
#[derive(InputObject)]
struct CreateWebhookInput {
    /// Made by the client; the same one again returns the first result.
    client_id: Option<Uuid>,
    /// For which client; the caller itself where it is one.
    api_client_id: Option<Id<api_client::Entity>>,
    /// Where it is told: an https address of the public internet.
    url: String,
    /// What it is told: 1 to 20 topics, as `visit.logged`, `visit.*` or `*`.
    topics: Vec<String>,
    /// What it is for.
    description: Option<String>,
}

/// What changes of a webhook; what is left out stays.
#[derive(InputObject)]
struct UpdateWebhookInput {
    /// The webhook.
    id: Id<webhook::Entity>,
    /// The version that was seen.
    version: i32,
    /// Where it is told.
    url: Option<String>,
    /// What it is told.
    topics: Option<Vec<String>>,
    /// What it is for.
    description: Option<String>,
    /// Whether it is to wait. What happens meanwhile is told when it goes on.
    is_paused: Option<bool>,
}

/// Which webhook gets another secret.
#[derive(InputObject)]
struct RotateWebhookSecretInput {
    /// The webhook.
    id: Id<webhook::Entity>,
}

/// Which webhook ends.
#[derive(InputObject)]
struct DeleteWebhookInput {
    /// The webhook.
    id: Id<webhook::Entity>,
}

/// What is to be sent again: one delivery, or what happened in a time.
#[derive(InputObject)]
struct RedeliverWebhookInput {
    /// One delivery.
    delivery_id: Option<Id<webhook_delivery::Entity>>,
    /// A webhook, together with `since`.
    webhook_id: Option<Id<webhook::Entity>>,
    /// From when on it happened.
    since: Option<DateTime<Utc>>,
    /// Before when; now unless said.
    until: Option<DateTime<Utc>>,
}

/// The webhook as it stands now.
#[derive(SimpleObject)]
struct WebhookPayload {
    /// The webhook.
    webhook: Webhook,
}

/// A webhook with its secret.
#[derive(SimpleObject)]
struct WebhookSecretPayload {
    /// The webhook.
    webhook: Webhook,
    /// What its signatures are checked with, `whsec_...`.
    secret: String,
}

impl WebhookSecretPayload {
    fn of(sender: &Sender, row: webhook::Model) -> Self {
        Self { secret: sender.secret(row.id, row.generation), webhook: row.into() }
    }
}

/// What is sent again.
#[derive(SimpleObject)]
struct RedeliverWebhookPayload {
    /// The webhook.
    webhook: Webhook,
    /// How many deliveries are tried again.
    count: i32,
}

/// Changes of webhooks.
#[derive(Default)]
pub struct WebhooksMutation;

/// Making, changing and ending webhooks, and sending again.
#[Object]
impl WebhooksMutation {
    /// Makes a webhook, which is told of what happens from now on. INTEGRATOR for itself, whoever
    /// answers for the client, ADMIN with SECURITY.
    async fn create_webhook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new webhook.")] input: CreateWebhookInput,
    ) -> Result<WebhookSecretPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let description = described(input.description)?.unwrap_or_default();
        let (client_id, url, topics) = (input.api_client_id, input.url, input.topics);
        let new = NewWebhook { client_id, url, topics, description };
        let sender = sender(ctx)?;
        let webhook = service::create_webhook(ctx.viewer()?, sender, key, new).await?;
        Ok(WebhookSecretPayload::of(sender, webhook))
    }

    /// Changes a webhook, stops it or lets it go on. As `createWebhook`.
    async fn update_webhook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateWebhookInput,
    ) -> Result<WebhookPayload> {
        let change = WebhookChange {
            url: input.url,
            topics: input.topics,
            description: described(input.description)?,
            is_paused: input.is_paused,
        };
        let (viewer, sender) = (ctx.viewer()?, sender(ctx)?);
        let changed = service::update_webhook(viewer, sender, input.id, input.version, change);
        Ok(WebhookPayload { webhook: changed.await?.into() })
    }

    /// Gives a webhook another secret; signatures by the one before are sent beside for a day. As
    /// `createWebhook`.
    async fn rotate_webhook_secret(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which webhook.")] input: RotateWebhookSecretInput,
    ) -> Result<WebhookSecretPayload> {
        let webhook = service::rotate_secret(ctx.viewer()?, input.id).await?;
        Ok(WebhookSecretPayload::of(sender(ctx)?, webhook))
    }

    /// Ends a webhook; its deliveries stay to be read. As `createWebhook`.
    async fn delete_webhook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which webhook.")] input: DeleteWebhookInput,
    ) -> Result<WebhookPayload> {
        let webhook = service::delete_webhook(ctx.viewer()?, input.id).await?;
        Ok(WebhookPayload { webhook: webhook.into() })
    }

    /// Sends again what was taken or parked, with the ids it had. As `createWebhook`.
    async fn redeliver_webhook(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to be sent again.")] input: RedeliverWebhookInput,
    ) -> Result<RedeliverWebhookPayload> {
        let again = Again::of(input.delivery_id, input.webhook_id, input.since, input.until)?;
        let (webhook, count) = service::redeliver(ctx.viewer()?, again).await?;
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        Ok(RedeliverWebhookPayload { webhook: webhook.into(), count })
    }
}

fn described(text: Option<String>) -> Result<Option<String>> {
    match text {
        Some(text) if text.trim().is_empty() => Ok(Some(String::new())),
        Some(text) => input::line("description", &text).map(Some),
        None => Ok(None),
    }
}
