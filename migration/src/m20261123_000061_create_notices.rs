//! Creates notices and their deliveries.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, refers, table};

/// Creates notices and their deliveries.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut notice = table("notice");
        notice.col(uuid("user_id"));
        notice.col(string_len("kind", 32));
        notice.col(string("subject_kind"));
        notice.col(uuid("subject_id"));
        notice.col(json("args"));
        notice.col(string_len("dedup_key", 100));
        notice.col(timestamp_with_time_zone_null("read_at"));
        notice.col(instant("created_at"));
        notice.foreign_key(&mut refers("notice", "user_id", "app_user"));

        let mut delivery = table("delivery");
        delivery.col(uuid("notice_id"));
        delivery.col(string_len("channel", 24));
        delivery.col(string_len("state", 24));
        delivery.col(integer("attempts"));
        delivery.col(instant("next_at"));
        delivery.col(string_len_null("last_error", 200));
        delivery.col(timestamp_with_time_zone_null("sent_at"));
        delivery.col(instant("created_at"));
        delivery.foreign_key(&mut refers("delivery", "notice_id", "notice"));

        create(
            manager,
            vec![notice, delivery],
            vec![
                index("notice", &["user_id", "dedup_key"], Equals::Refused),
                index("notice", &["user_id", "created_at", "id"], Equals::Allowed),
                index("notice", &["user_id", "created_at", "id"], Equals::Allowed)
                    .name("ix_notice_unread")
                    .and_where(Expr::col("read_at").is_null())
                    .take(),
                index("notice", &["subject_id"], Equals::Allowed),
                index("delivery", &["notice_id", "channel"], Equals::Refused),
                index("delivery", &["next_at", "id"], Equals::Allowed)
                    .name("ix_delivery_pending")
                    .and_where(Expr::col("state").eq("PENDING"))
                    .take(),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["notice", "delivery"]).await
    }
}
