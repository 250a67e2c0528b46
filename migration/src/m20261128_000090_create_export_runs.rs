//! Creates the exports of lists; the file of one is an attachment that names its export.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, refers, table};

/// Creates the exports of lists.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Spelled with the column: SQLite adds no constraint to a table that stands.
const TO_RUN: &str =
    "CONSTRAINT fk_attachment_export_run_id REFERENCES export_run (id) ON DELETE RESTRICT";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut run = table("export_run");
        run.col(string_len("list", 24));
        run.col(string_len("format", 24));
        run.col(text("filter"));
        run.col(string_len("state", 24));
        run.col(uuid("started_by_id"));
        run.col(integer("rows_total"));
        run.col(integer("rows_done"));
        run.col(string_null("failure_code"));
        run.col(text_null("failure_words"));
        run.col(instant("started_at"));
        run.col(timestamp_with_time_zone_null("finished_at"));
        run.col(integer("version").default(1));
        run.foreign_key(&mut refers("export_run", "started_by_id", "app_user"));
        // Few run at a time: what looks for them need not pass all that have ended.
        let running = index("export_run", &["started_at"], Equals::Allowed)
            .name("ix_export_run_running")
            .and_where(Expr::col("state").eq("RUNNING"))
            .take();
        create(
            manager,
            vec![run],
            vec![
                index("export_run", &["started_at", "id"], Equals::Allowed),
                index("export_run", &["started_by_id", "started_at", "id"], Equals::Allowed),
                running,
            ],
        )
        .await?;

        let file = uuid_null("export_run_id").extra(TO_RUN).take();
        manager.alter_table(Table::alter().table("attachment").add_column(file).take()).await?;
        let files = index("attachment", &["export_run_id"], Equals::Refused)
            .and_where(Expr::col("export_run_id").is_not_null())
            .take();
        manager.create_index(files).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut files = Index::drop();
        files.table("attachment").name("uq_attachment_export_run_id");
        manager.drop_index(files).await?;
        let column = Table::alter().table("attachment").drop_column("export_run_id").take();
        manager.alter_table(column).await?;
        drop(manager, &["export_run"]).await
    }
}
