//! Calendar feeds in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, calendar_feed, user};
use uuid::Uuid;

use super::service::{self, NewFeed};
use crate::platform::{
    Result,
    idempotency::ClientKey,
    input,
    page::{Keyset, Page, PageArgs},
    viewer::ViewerContext,
};

/// A feed.
pub struct CalendarFeed(calendar_feed::Model);

impl From<calendar_feed::Model> for CalendarFeed {
    fn from(row: calendar_feed::Model) -> Self {
        Self(row)
    }
}

/// A calendar 日历订阅 at a secret address: whoever has the address reads the planned visits, due
/// dates and moved working days of its owner, as far as the owner sees them at that moment. Seen by
/// its owner, and by ADMIN with SECURITY.
#[Object]
impl CalendarFeed {
    /// The id.
    pub async fn id(&self) -> Id<calendar_feed::Entity> {
        self.0.id
    }

    /// What it is for, in its owner's words.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whose calendar it is.
    async fn user_id(&self) -> Id<user::Entity> {
        self.0.user_id
    }

    /// How the secret part of the address begins, to tell addresses apart.
    async fn hint(&self) -> &str {
        &self.0.hint
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was last asked for, to the hour; null while it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// Since when it answers nobody; null while it answers.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

/// Queries about calendar feeds.
#[derive(Default)]
pub struct FeedsQuery;

/// The calendar feeds.
#[Object]
impl FeedsQuery {
    /// One's own calendar feeds, the newest first, those revoked among them; those of all for ADMIN
    /// with SECURITY.
    async fn calendar_feeds(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "1 to 100.")] first: Option<i32>,
        #[graphql(desc = "The cursor to go on after.")] after: Option<String>,
    ) -> Result<Page<CalendarFeed>> {
        let order = Keyset::descending(calendar_feed::Column::CreatedAt);
        let feeds = ctx.viewer()?.scoped::<calendar_feed::Entity>();
        feeds.page(order, &PageArgs::new(first, after)).await
    }
}

/// A calendar feed to be made.
#[derive(InputObject)]
struct CreateCalendarFeedInput {
    /// Made by the client; the same one again returns the first result, without its address.
    client_id: Option<Uuid>,
    /// What it is for, such as the device that is to read it.
    name: String,
}

/// Which calendar feed.
#[derive(InputObject)]
struct RevokeCalendarFeedInput {
    /// The calendar feed.
    id: Id<calendar_feed::Entity>,
}

/// The calendar feed, and where it is.
#[derive(SimpleObject)]
struct CreateCalendarFeedPayload {
    /// The calendar feed.
    calendar_feed: CalendarFeed,
    /// Its secret address on this server, `/calendar/....ics`: shown this once. Null where the same
    /// `clientId` made it before.
    url: Option<String>,
}

/// The calendar feed as it stands now.
#[derive(SimpleObject)]
struct RevokeCalendarFeedPayload {
    /// The calendar feed.
    calendar_feed: CalendarFeed,
}

/// Changes of calendar feeds.
#[derive(Default)]
pub struct FeedsMutation;

/// Making and revoking calendar feeds.
#[Object]
impl FeedsMutation {
    /// Makes a calendar feed of one's own and gives its address, which a phone's calendar
    /// subscribes to without signing in. At most five that answer, else LIMIT_REACHED. OFFICER,
    /// CHIEF, COORDINATOR, LEADER, PARTNER.
    async fn create_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new feed.")] input: CreateCalendarFeedInput,
    ) -> Result<CreateCalendarFeedPayload> {
        let key = ClientKey::of(input.client_id, &input);
        let name = input::line("name", &input.name)?;
        let NewFeed { feed, token } = service::create_feed(ctx.viewer()?, key, name).await?;
        let url = token.map(|token| format!("/calendar/{token}.ics"));
        Ok(CreateCalendarFeedPayload { calendar_feed: feed.into(), url })
    }

    /// Revokes a calendar feed: its address answers nobody any more. OFFICER, CHIEF, COORDINATOR,
    /// LEADER, PARTNER their own; ADMIN with SECURITY anybody's.
    async fn revoke_calendar_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which feed.")] input: RevokeCalendarFeedInput,
    ) -> Result<RevokeCalendarFeedPayload> {
        let feed = service::revoke_feed(ctx.viewer()?, input.id).await?;
        Ok(RevokeCalendarFeedPayload { calendar_feed: feed.into() })
    }
}
