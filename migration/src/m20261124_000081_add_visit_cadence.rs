//! Adds to the settings within how many days a firm is to be visited.

use sea_orm_migration::{prelude::*, schema::*};

/// Adds the cadence of visits to the settings.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = integer("visit_cadence_days").default(90).take();
        let add = Table::alter().table("programme_setting").add_column(column).take();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let gone =
            Table::alter().table("programme_setting").drop_column("visit_cadence_days").take();
        manager.alter_table(gone).await
    }
}
