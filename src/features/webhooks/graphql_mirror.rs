//! What changed since a place, in the schema.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{Id, outbox_event};

use super::changes::{self, Changes};
use crate::{
    features::{
        node::{Node, by_id},
        public_id,
    },
    platform::{Result, viewer::ViewerContext},
};

/// Something that changed.
pub struct Change(outbox_event::Model);

/// Something that changed.
#[Object]
impl Change {
    /// The id, which a webhook that is told of it gets as `webhook-id`.
    async fn id(&self) -> Id<outbox_event::Entity> {
        self.0.id
    }

    /// Its place: everything after it is still to come.
    async fn cursor(&self) -> String {
        self.0.position.unwrap_or_default().to_string()
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// What happened, as webhooks are told.
    async fn topic(&self) -> &str {
        &self.0.topic
    }

    /// The kind of the row.
    async fn kind(&self) -> &str {
        &self.0.subject_kind
    }

    /// The id of the row.
    async fn subject_id(&self) -> Option<String> {
        public_id(&self.0.subject_kind, self.0.subject_id)
    }

    /// The row as it stands now; null where its kind is read through another only.
    async fn node(&self, ctx: &Context<'_>) -> Result<Option<Node>> {
        match public_id(&self.0.subject_kind, self.0.subject_id) {
            Some(id) => by_id(ctx.viewer()?, &id).await,
            None => Ok(None),
        }
    }
}

/// What changed, in order.
pub struct ChangeList(Changes);

/// What changed, in order.
#[Object]
impl ChangeList {
    /// The changes: of rows that the viewer sees now.
    async fn changes(&self) -> Vec<Change> {
        self.0.events.iter().cloned().map(Change).collect()
    }

    /// From where to go on: keep it only once what it came with is kept.
    async fn cursor(&self) -> String {
        self.0.cursor.to_string()
    }

    /// Whether there is more already.
    async fn has_more(&self) -> bool {
        self.0.has_more
    }
}

/// The query for whoever mirrors rows.
#[derive(Default)]
pub struct MirrorQuery;

/// Mirroring what one may see.
#[Object]
impl MirrorQuery {
    /// What changed since a cursor, each change once and in order, of rows within the viewer's reach.
    /// Without a cursor it says where to begin: take that first, read everything once, and go on from
    /// there; nothing is missed. A row that left the viewer's reach is told of no more. Every role.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The cursor to go on after; `0` is the beginning of all.")] since: Option<
            String,
        >,
        #[graphql(desc = "Only of these kinds of rows, as in the first word of a topic.")]
        kinds: Option<Vec<String>>,
        #[graphql(desc = "How many at most, 1 to 1,000.")] first: Option<i32>,
    ) -> Result<ChangeList> {
        let since = since.as_deref().map(changes::cursor).transpose()?;
        Ok(ChangeList(changes::changes_since(ctx.viewer()?, since, kinds, first).await?))
    }
}
