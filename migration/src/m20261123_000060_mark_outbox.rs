//! Marks which events of the outbox led to notices, and whose doing they were.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, index};

/// Marks which events of the outbox led to notices, and whose doing they were.
#[derive(DeriveMigrationName)]
pub struct Migration;

const UNNOTICED: &str = "ix_outbox_event_unnoticed";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [timestamp_with_time_zone_null("noticed_at"), uuid_null("actor_id")] {
            let add = Table::alter().table("outbox_event").add_column(column).take();
            manager.alter_table(add).await?;
        }
        // What happened before there were notices is no news to anybody.
        let mark =
            Query::update().table("outbox_event").value("noticed_at", Expr::col("at")).take();
        manager.execute(mark).await?;
        let unnoticed = index("outbox_event", &["id"], Equals::Allowed)
            .name(UNNOTICED)
            .and_where(Expr::col("noticed_at").is_null())
            .take();
        manager.create_index(unnoticed).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::drop();
        index.table("outbox_event").name(UNNOTICED);
        manager.drop_index(index).await?;
        for column in ["noticed_at", "actor_id"] {
            let drop = Table::alter().table("outbox_event").drop_column(column).take();
            manager.alter_table(drop).await?;
        }
        Ok(())
    }
}
