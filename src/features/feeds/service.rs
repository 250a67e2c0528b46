//! Making and revoking the addresses of calendars, and noting that one was asked for.

use chrono::TimeDelta;
use entity::{Id, calendar_feed, user};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use super::policy;
use crate::{
    features::auth::FeedToken,
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        db::Database,
        error::Reason,
        idempotency::ClientKey,
        viewer::Viewer,
    },
};

/// The most addresses of one person that answer.
const MOST_OPEN: u64 = 5;
/// That an address was asked for is noted no more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);

const NO_AGENCY: Reason = Reason {
    code: "no_agency",
    zh: "您的账号不属于任何单位，不能订阅日历",
    en: "Your account has no agency as its home: it has no calendar",
};
const TOO_MANY: Reason = Reason {
    code: "too_many_feeds",
    zh: "最多同时保留 5 个日历地址，请先撤销不用的",
    en: "You have five addresses already: revoke one first",
};

/// An address that was made.
pub struct NewFeed {
    /// Its row.
    pub feed: calendar_feed::Model,
    /// Its token; none where the same `clientId` made it before.
    pub token: Option<String>,
}

/// Makes an address of the viewer's own calendar.
///
/// # Errors
/// `LimitReached` when five answer already, `IllegalState` without an agency.
pub async fn create_feed(viewer: &Viewer, key: Option<ClientKey>, name: String) -> Result<NewFeed> {
    let user_id = viewer.actor.user_id;
    let mut tx = viewer.begin(policy::CREATE).await?;
    if let Some(feed) = tx.first_result::<calendar_feed::Entity>(key).await? {
        return Ok(NewFeed { feed, token: None });
    }
    if viewer.actor.agency_id.is_none() {
        return Err(Error::IllegalState(NO_AGENCY));
    }
    // Two addresses of one person are counted one after the other.
    tx.lock::<user::Entity>(user_id).await?;
    let is_open =
        calendar_feed::Column::UserId.eq(user_id).and(calendar_feed::Column::RevokedAt.is_null());
    if tx.count_for_rule::<calendar_feed::Entity>(is_open).await? >= MOST_OPEN {
        return Err(Error::LimitReached(TOO_MANY));
    }
    let token = FeedToken::draw();
    let row = calendar_feed::ActiveModel {
        id: Set(tx.clock().new_id()),
        user_id: Set(user_id),
        name: Set(name),
        token_hash: Set(token.hash),
        hint: Set(token.hint),
        created_at: Set(tx.clock().now()),
        last_used_at: Set(None),
        revoked_at: Set(None),
    };
    let feed = tx.insert(row).await?;
    tx.commit().await?;
    Ok(NewFeed { feed, token: Some(token.text) })
}

/// Revokes an address: it answers nobody from now on. One that was revoked stays so.
///
/// # Errors
/// `NotFound` when it is not within reach.
pub async fn revoke_feed(
    viewer: &Viewer,
    id: Id<calendar_feed::Entity>,
) -> Result<calendar_feed::Model> {
    let mut tx = viewer.begin(policy::REVOKE).await?;
    let before = tx.edit::<calendar_feed::Entity>(id).await?;
    let revoked_at = before.revoked_at.unwrap_or_else(|| tx.clock().now());
    let change =
        calendar_feed::ActiveModel { revoked_at: Set(Some(revoked_at)), ..Default::default() };
    let feed = tx.update(&before, change).await?;
    tx.commit().await?;
    Ok(feed)
}

/// Notes that an address was asked for, unless that was noted within the hour.
///
/// # Errors
/// Those of the database.
pub async fn note_use(database: &Database, feed: &calendar_feed::Model) -> Result<()> {
    let now = database.clock().now();
    if feed.last_used_at.is_some_and(|noted_at| now - noted_at < NOTED_EVERY) {
        return Ok(());
    }
    let system = Behalf::System("a calendar was asked for at its address");
    let mut tx = database.on_behalf_of(system, Origin::default()).begin(policy::USE).await?;
    let before = tx.edit::<calendar_feed::Entity>(feed.id).await?;
    let used = calendar_feed::ActiveModel { last_used_at: Set(Some(now)), ..Default::default() };
    tx.update(&before, used).await?;
    tx.commit().await
}
