//! Adds to agencies which one they were split from, and since when.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, index};

/// Adds the predecessor of an agency.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Spelled with the column: SQLite adds no constraint to a table that stands.
const TO_AGENCY: &str =
    "CONSTRAINT fk_agency_predecessor_id REFERENCES agency (id) ON DELETE RESTRICT";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [uuid_null("predecessor_id").extra(TO_AGENCY).take(), date_null("began_on")] {
            manager.alter_table(Table::alter().table("agency").add_column(column).take()).await?;
        }
        manager.create_index(index("agency", &["predecessor_id"], Equals::Allowed)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::drop();
        index.table("agency").name("ix_agency_predecessor_id");
        manager.drop_index(index).await?;
        for column in ["began_on", "predecessor_id"] {
            manager.alter_table(Table::alter().table("agency").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
