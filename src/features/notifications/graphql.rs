//! Notices in the schema.

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::{
    Id,
    notice::{self, Kind},
};
use sea_orm::{ColumnTrait, Condition};

use super::wording;
use crate::{
    features::node::{Node, of_kind},
    platform::{
        Result,
        page::{Keyset, Page, PageArgs},
        viewer::ViewerContext,
    },
};

/// A notice.
pub struct Notice(notice::Model);

impl From<notice::Model> for Notice {
    fn from(row: notice::Model) -> Self {
        Self(row)
    }
}

/// A notice 通知: what the system tells a user. Everybody sees the own ones only.
#[Object]
impl Notice {
    /// The id.
    pub async fn id(&self) -> Id<notice::Entity> {
        self.0.id
    }

    /// What is told.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The headline, in the language of `Accept-Language`.
    async fn title(&self, ctx: &Context<'_>) -> Result<&'static str> {
        Ok(wording::title(self.0.kind, ctx.caller()?.language))
    }

    /// The sentence, in the language of `Accept-Language`. It names the case by its number and
    /// tells nothing of its content.
    async fn body(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(wording::body(self.0.kind, &self.0.args, ctx.caller()?.language))
    }

    /// What it is about; null out of the viewer's reach.
    async fn subject(&self, ctx: &Context<'_>) -> Result<Option<Node>> {
        of_kind(ctx.viewer()?, &self.0.subject_kind, self.0.subject_id).await
    }

    /// When it was read; null while it is not.
    async fn read_at(&self) -> Option<DateTime<Utc>> {
        self.0.read_at
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

/// Queries about notices.
#[derive(Default)]
pub struct NotificationsQuery;

/// The notices.
#[Object]
impl NotificationsQuery {
    /// The viewer's own notices, the newest first. Every role.
    async fn notices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those not read yet, or only those read.")] unread: Option<bool>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<Notice>> {
        ctx.viewer()?
            .scoped::<notice::Entity>()
            .filter_if(unread, |unread| {
                let read_at = notice::Column::ReadAt;
                let narrow = if unread { read_at.is_null() } else { read_at.is_not_null() };
                Condition::all().add(narrow)
            })
            .page(Keyset::descending(notice::Column::CreatedAt), &PageArgs::new(first, after))
            .await
    }
}
