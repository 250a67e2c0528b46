//! Changes of notices in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, notice};

use super::{graphql::Notice, service};
use crate::platform::{Result, viewer::ViewerContext};

/// Which notice was read.
#[derive(InputObject)]
struct MarkNoticeReadInput {
    /// The notice.
    id: Id<notice::Entity>,
}

/// Which notices were read.
#[derive(InputObject)]
struct MarkAllNoticesReadInput {
    /// Those made up to this instant, that of the newest one that was seen; all when left out.
    until: Option<DateTime<Utc>>,
}

/// The notice.
#[derive(SimpleObject)]
struct MarkNoticeReadPayload {
    /// As it stands now.
    notice: Notice,
}

/// The notices.
#[derive(SimpleObject)]
struct MarkAllNoticesReadPayload {
    /// How many had not been read before.
    count: i32,
}

/// Changes of notices.
#[derive(Default)]
pub struct NotificationsMutation;

/// The changes.
#[Object]
impl NotificationsMutation {
    /// Marks one own notice as read; once read it stays as it is. Every role.
    async fn mark_notice_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which notice was read.")] input: MarkNoticeReadInput,
    ) -> Result<MarkNoticeReadPayload> {
        let notice = service::mark_read(ctx.viewer()?, input.id).await?;
        Ok(MarkNoticeReadPayload { notice: notice.into() })
    }

    /// Marks own notices as read. Every role.
    async fn mark_all_notices_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which notices were read.")] input: MarkAllNoticesReadInput,
    ) -> Result<MarkAllNoticesReadPayload> {
        let count = service::mark_all_read(ctx.viewer()?, input.until).await?;
        Ok(MarkAllNoticesReadPayload { count: i32::try_from(count).unwrap_or(i32::MAX) })
    }
}
