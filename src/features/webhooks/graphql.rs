//! Webhooks and their deliveries in the schema.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id, api_client,
    webhook::{self, State},
    webhook_attempt,
    webhook_delivery::{self, State as DeliveryState},
};
use sea_orm::ColumnTrait;

use super::{deliver::body, policy::DeliveryNarrow, sender::Sender, wanted};
use crate::{
    features::{integrations::graphql::ApiClient, public_id},
    platform::{
        Error, Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// More tries than three days have.
const MOST_ATTEMPTS: u64 = 50;

/// Finds who tells webhooks in a request.
pub fn sender<'a>(ctx: &Context<'a>) -> Result<&'a Sender> {
    ctx.data_opt::<Arc<Sender>>()
        .map(AsRef::as_ref)
        .ok_or_else(|| Error::internal("a schema without a sender"))
}

/// An address of a client's that is told what happens.
pub struct Webhook(webhook::Model);

impl From<webhook::Model> for Webhook {
    fn from(row: webhook::Model) -> Self {
        Self(row)
    }
}

/// An address of a client's that is told what happens, in the form of Standard Webhooks: of each
/// object in order, at least once, for three days. Seen by the client, by whoever answers for it and
/// by ADMIN with SECURITY.
#[Object]
impl Webhook {
    /// The id.
    pub async fn id(&self) -> Id<webhook::Entity> {
        self.0.id
    }

    /// Whose it is.
    async fn api_client(&self, ctx: &Context<'_>) -> Result<ApiClient> {
        Ok(ctx.viewer()?.known::<api_client::Entity>(self.0.client_id).await?.into())
    }

    /// Where it is told.
    async fn url(&self) -> &str {
        &self.0.url
    }

    /// What it is told: topics, all of one kind of row as `visit.*`, or `*`.
    async fn topics(&self) -> &[String] {
        &self.0.topics.0
    }

    /// What it is for.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// Whether it is told. PAUSED after three days of failures; `updateWebhook` lets it go on with
    /// what waits.
    async fn state(&self) -> State {
        self.0.state
    }

    /// Since when its secret is in use. The one before is used beside it for a day.
    async fn rotated_at(&self) -> DateTime<Utc> {
        self.0.rotated_at
    }

    /// Counts the changes; `updateWebhook` must name the one it saw.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// One event on its way to one webhook.
pub struct WebhookDelivery(webhook_delivery::Model);

impl From<webhook_delivery::Model> for WebhookDelivery {
    fn from(row: webhook_delivery::Model) -> Self {
        Self(row)
    }
}

/// One event on its way to one webhook. Seen like the webhook.
#[Object]
impl WebhookDelivery {
    /// The id.
    pub async fn id(&self) -> Id<webhook_delivery::Entity> {
        self.0.id
    }

    /// Whither.
    async fn webhook(&self, ctx: &Context<'_>) -> Result<Webhook> {
        Ok(ctx.viewer()?.known::<webhook::Entity>(self.0.webhook_id).await?.into())
    }

    /// What it carries as `webhook-id`, each time that it is sent.
    async fn message_id(&self) -> String {
        self.0.event_id.to_string()
    }

    /// What happened.
    async fn topic(&self) -> &str {
        &self.0.topic
    }

    /// The id of the row that it happened to.
    async fn subject_id(&self) -> Option<String> {
        public_id(&self.0.subject_kind, self.0.subject_id)
    }

    /// When it happened.
    async fn happened_at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// How far it has come.
    async fn state(&self) -> DeliveryState {
        self.0.state
    }

    /// When it is tried next, while it waits.
    async fn next_try_at(&self) -> Option<DateTime<Utc>> {
        (self.0.state == DeliveryState::Pending).then_some(self.0.next_at)
    }

    /// When it was taken.
    async fn delivered_at(&self) -> Option<DateTime<Utc>> {
        self.0.delivered_at
    }

    /// What is sent: the body, as JSON.
    async fn request(&self) -> String {
        body(&self.0)
    }

    /// The tries, the newest first, at most 50.
    async fn attempts(&self, ctx: &Context<'_>) -> Result<Vec<WebhookAttempt>> {
        let tries = ctx
            .viewer()?
            .few_children::<webhook_attempt::Entity, webhook_delivery::Entity>(
                self.0.id,
                (),
                MOST_ATTEMPTS,
            )
            .await?;
        Ok(tries.into_iter().map(WebhookAttempt).collect())
    }
}

/// One try of a delivery.
pub struct WebhookAttempt(webhook_attempt::Model);

/// One try of a delivery, and what came of it.
#[Object]
impl WebhookAttempt {
    /// The id.
    async fn id(&self) -> Id<webhook_attempt::Entity> {
        self.0.id
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// How long the answer took, milliseconds.
    async fn took_ms(&self) -> i32 {
        self.0.took_ms
    }

    /// The status of the answer, where there was one.
    async fn status(&self) -> Option<i32> {
        self.0.status
    }

    /// How the answer began, where there was one.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }

    /// Why there was none.
    async fn failure(&self) -> Option<&str> {
        self.0.failure.as_deref()
    }
}

/// Which deliveries.
#[derive(InputObject, Default)]
struct WebhookDeliveryFilter {
    /// Only those of this webhook.
    webhook: Option<Id<webhook::Entity>>,
    /// Only those that have come so far.
    state: Option<DeliveryState>,
    /// Only those of this topic.
    topic: Option<String>,
}

/// Queries about webhooks.
#[derive(Default)]
pub struct WebhooksQuery;

/// Webhooks and their deliveries.
#[Object]
impl WebhooksQuery {
    /// Webhooks, the newest first, without those that were deleted: one's own for INTEGRATOR, those of
    /// clients that one answers for, all for ADMIN with SECURITY.
    async fn webhooks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Webhook>> {
        ctx.viewer()?
            .scoped::<webhook::Entity>()
            .filter(webhook::Column::State.ne(State::Deleted))
            .page(Keyset::descending(webhook::Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }

    /// Deliveries, the newest event first. As `webhooks`.
    async fn webhook_deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which deliveries.")] filter: Option<WebhookDeliveryFilter>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<WebhookDelivery>> {
        let WebhookDeliveryFilter { webhook, state, topic } = filter.unwrap_or_default();
        ctx.viewer()?
            .scoped::<webhook_delivery::Entity>()
            .filter(DeliveryNarrow { webhook, state, topic }.condition())
            .page(
                Keyset::descending(webhook_delivery::Column::Position),
                &PageArgs::new(first, after),
            )
            .await
    }

    /// All topics that a webhook may be told of. Every role.
    async fn webhook_topics(&self) -> Vec<String> {
        wanted::topics().into_iter().collect()
    }
}
