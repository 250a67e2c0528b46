//! Adds to attachments what is known of a picture, and the hash of what was sent. What was sent
//! before was kept as it came.

use sea_orm_migration::{prelude::*, schema::*};

/// Adds what is known of a picture.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "attachment";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            string_len("source_sha256", 64).default("").take(),
            integer_null("width"),
            integer_null("height"),
            big_integer_null("thumbnail_size"),
        ] {
            manager.alter_table(Table::alter().table(TABLE).add_column(column).take()).await?;
        }
        let mut sent_as_kept = Query::update();
        sent_as_kept.table(TABLE).value("source_sha256", Expr::col("sha256"));
        manager.execute(sent_as_kept).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["thumbnail_size", "height", "width", "source_sha256"] {
            manager.alter_table(Table::alter().table(TABLE).drop_column(column).take()).await?;
        }
        Ok(())
    }
}
