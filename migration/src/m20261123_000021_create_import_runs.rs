//! Creates the imports of registers and what they say about single rows.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, refers, table};

/// Creates the imports of registers and what they say about single rows.
#[derive(DeriveMigrationName)]
pub struct Migration;

const COUNTS: [&str; 7] = [
    "rows_total",
    "rows_done",
    "created_rows",
    "updated_rows",
    "unchanged_rows",
    "refused_rows",
    "warned_rows",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut run = table("import_run");
        run.col(string_len("kind", 24));
        run.col(boolean("dry_run"));
        run.col(string_len("state", 24));
        run.col(string("file_name"));
        run.col(uuid_null("attachment_id"));
        run.col(uuid_null("started_by_id"));
        for count in COUNTS {
            run.col(integer(count));
        }
        run.col(string_null("failure_code"));
        run.col(text_null("failure_words"));
        run.col(instant("started_at"));
        run.col(timestamp_with_time_zone_null("finished_at"));
        run.col(integer("version").default(1));
        run.foreign_key(&mut refers("import_run", "attachment_id", "attachment"));
        run.foreign_key(&mut refers("import_run", "started_by_id", "app_user"));

        let mut remark = table("import_remark");
        remark.col(uuid("run_id"));
        remark.col(string_len("severity", 24));
        remark.col(integer("row_number"));
        remark.col(string("heading"));
        remark.col(string("reason"));
        remark.col(text("words"));
        remark.foreign_key(&mut refers("import_remark", "run_id", "import_run"));

        create(
            manager,
            vec![run, remark],
            vec![
                index("import_run", &["started_at", "id"], Equals::Allowed),
                index("import_run", &["kind", "started_at", "id"], Equals::Allowed),
                index("import_run", &["state", "started_at", "id"], Equals::Allowed),
                index("import_run", &["attachment_id"], Equals::Allowed),
                index("import_run", &["started_by_id"], Equals::Allowed),
                index(
                    "import_remark",
                    &["run_id", "severity", "row_number", "id"],
                    Equals::Allowed,
                ),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["import_run", "import_remark"]).await
    }
}
