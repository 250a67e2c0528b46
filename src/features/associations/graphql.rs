//! Associations in the schema.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{Id, association, service_request};

use crate::{
    features::{
        agencies::graphql::Town,
        requests::{graphql::ServiceRequest, reach::RequestNarrow},
    },
    platform::{
        Result,
        page::{Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// An association.
pub struct Association(association::Model);

impl From<association::Model> for Association {
    fn from(row: association::Model) -> Self {
        Self(row)
    }
}

/// A business association 行业协会. Seen by LEADER, COORDINATOR and the duty SYSTEM; by OFFICER and
/// CHIEF when their firms are members; by the association itself.
#[Object]
impl Association {
    /// The id.
    pub async fn id(&self) -> Id<association::Entity> {
        self.0.id
    }

    /// The name 名称.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The town it is seated in.
    async fn town(&self, ctx: &Context<'_>) -> Result<Option<Town>> {
        let Some(id) = self.0.town_id else {
            return Ok(None);
        };
        Ok(ctx.viewer()?.row(id).await?.map(Town::from))
    }

    /// Its requests, the newest first.
    async fn requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those still open, or only those that have ended.")] open: Option<
            bool,
        >,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<ServiceRequest>> {
        let (narrow, args) = (RequestNarrow { open }, PageArgs::new(first, after));
        ctx.viewer()?
            .children::<service_request::Entity, association::Entity, _>(self.0.id, narrow, args)
            .await
    }

    /// Counts the changes.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// When it was entered.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
