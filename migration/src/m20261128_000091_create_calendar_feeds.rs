//! Creates the secret addresses of calendars.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, refers, table};

/// Creates the secret addresses of calendars.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut feed = table("calendar_feed");
        feed.col(uuid("user_id"));
        feed.col(string("name"));
        feed.col(var_binary("token_hash", 32));
        feed.col(string_len("hint", 40));
        feed.col(instant("created_at"));
        feed.col(timestamp_with_time_zone_null("last_used_at"));
        feed.col(timestamp_with_time_zone_null("revoked_at"));
        feed.foreign_key(&mut refers("calendar_feed", "user_id", "app_user"));
        create(
            manager,
            vec![feed],
            vec![
                index("calendar_feed", &["token_hash"], Equals::Refused),
                index("calendar_feed", &["user_id", "created_at", "id"], Equals::Allowed),
                index("calendar_feed", &["created_at", "id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["calendar_feed"]).await
    }
}
