//! Creates webhooks, their deliveries and what came of each try.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates webhooks, their deliveries and what came of each try.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![webhook(), delivery(), attempt()],
            vec![
                index("webhook", &["client_id", "created_at", "id"], Equals::Allowed),
                index("webhook", &["created_at", "id"], Equals::Allowed),
                index("webhook_delivery", &["webhook_id", "position"], Equals::Refused),
                index("webhook_delivery", &["position", "id"], Equals::Allowed),
                index(
                    "webhook_delivery",
                    &["webhook_id", "subject_id", "position"],
                    Equals::Allowed,
                )
                .name("ix_webhook_delivery_queue")
                .and_where(Expr::col("state").eq("PENDING"))
                .take(),
                index("webhook_delivery", &["next_at"], Equals::Allowed)
                    .name("ix_webhook_delivery_due")
                    .and_where(Expr::col("state").eq("PENDING"))
                    .take(),
                index("webhook_attempt", &["delivery_id", "at", "id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["webhook", "webhook_delivery", "webhook_attempt"]).await
    }
}

fn webhook() -> TableCreateStatement {
    let mut t = table("webhook");
    t.col(uuid("client_id"));
    t.col(text("url"));
    t.col(json("topics"));
    t.col(string("description"));
    t.col(string_len("state", 24));
    t.col(integer("generation"));
    t.col(instant("rotated_at"));
    kept(&mut t);
    t.foreign_key(&mut refers("webhook", "client_id", "api_client"));
    t
}

fn delivery() -> TableCreateStatement {
    let mut t = table("webhook_delivery");
    t.col(uuid("webhook_id"));
    t.col(uuid("event_id"));
    t.col(big_integer("position"));
    t.col(string_len("topic", 80));
    t.col(string_len("subject_kind", 40));
    t.col(uuid("subject_id"));
    t.col(instant("at"));
    t.col(string_len("state", 24));
    t.col(integer("attempts"));
    t.col(instant("next_at"));
    t.col(instant("give_up_at"));
    t.col(timestamp_with_time_zone_null("delivered_at"));
    t.col(instant("created_at"));
    t.foreign_key(&mut refers("webhook_delivery", "webhook_id", "webhook"));
    t
}

fn attempt() -> TableCreateStatement {
    let mut t = table("webhook_attempt");
    t.col(uuid("delivery_id"));
    t.col(instant("at"));
    t.col(integer("took_ms"));
    t.col(integer_null("status"));
    t.col(text_null("answer"));
    t.col(text_null("failure"));
    t.foreign_key(&mut refers("webhook_attempt", "delivery_id", "webhook_delivery"));
    t
}
