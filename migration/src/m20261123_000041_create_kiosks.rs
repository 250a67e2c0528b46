//! Creates the keys of machines, kiosks, and their counts by day.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates the keys of machines, kiosks, and their counts by day.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("machine_key");
                    t.col(uuid("user_id"));
                    t.col(string("name"));
                    t.col(var_binary("key_hash", 32));
                    t.col(string_len("hint", 40));
                    t.col(instant("created_at"));
                    t.col(timestamp_with_time_zone_null("last_used_at"));
                    t.col(timestamp_with_time_zone_null("revoked_at"));
                    t.foreign_key(&mut refers("machine_key", "user_id", "app_user"));
                    t
                },
                {
                    let mut t = table("kiosk");
                    t.col(uuid("station_id"));
                    t.col(string("name"));
                    t.col(json("services"));
                    t.col(integer("daily_capacity"));
                    t.col(text("reason"));
                    t.col(uuid_null("request_id"));
                    t.col(uuid("proposed_by_id"));
                    t.col(string_len("state", 24));
                    t.col(uuid_null("user_id"));
                    t.col(timestamp_with_time_zone_null("approved_at"));
                    t.col(timestamp_with_time_zone_null("installed_at"));
                    t.col(timestamp_with_time_zone_null("last_beat_at"));
                    t.col(integer("last_sequence").default(0));
                    t.col(big_integer("seen_sequences").default(0));
                    t.col(timestamp_with_time_zone_null("retired_at"));
                    t.col(text_null("retire_reason"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("kiosk", "station_id", "liaison_station"));
                    t.foreign_key(&mut refers("kiosk", "request_id", "service_request"));
                    t.foreign_key(&mut refers("kiosk", "proposed_by_id", "app_user"));
                    t.foreign_key(&mut refers("kiosk", "user_id", "app_user"));
                    t
                },
                {
                    let mut t = table("kiosk_day");
                    t.col(uuid("kiosk_id"));
                    t.col(date("day"));
                    t.col(string("kind"));
                    t.col(integer("count"));
                    t.foreign_key(&mut refers("kiosk_day", "kiosk_id", "kiosk"));
                    t
                },
            ],
            vec![
                index("machine_key", &["key_hash"], Equals::Refused),
                index("machine_key", &["user_id"], Equals::Allowed),
                index("kiosk", &["station_id", "created_at", "id"], Equals::Allowed),
                index("kiosk", &["request_id", "created_at", "id"], Equals::Allowed),
                index("kiosk", &["state", "created_at", "id"], Equals::Allowed),
                index("kiosk", &["created_at", "id"], Equals::Allowed),
                index("kiosk", &["proposed_by_id"], Equals::Allowed),
                index("kiosk", &["user_id"], Equals::Refused),
                index("kiosk", &["last_beat_at"], Equals::Allowed)
                    .name("ix_kiosk_silent")
                    .and_where(Expr::col("state").eq("ONLINE"))
                    .take(),
                index("kiosk_day", &["kiosk_id", "day", "kind"], Equals::Refused),
                index("kiosk_day", &["kiosk_id", "day", "id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["machine_key", "kiosk", "kiosk_day"]).await
    }
}
