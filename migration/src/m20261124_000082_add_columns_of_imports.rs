//! Keeps with an import which column of the file was taken for what.

use sea_orm_migration::{prelude::*, schema::*};

/// Adds the columns of the file to an import.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = json("file_columns").default("[]").take();
        let add = Table::alter().table("import_run").add_column(column).take();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let gone = Table::alter().table("import_run").drop_column("file_columns").take();
        manager.alter_table(gone).await
    }
}
