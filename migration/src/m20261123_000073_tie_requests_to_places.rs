//! Ties requests to the liaison office that they enter at, and chains to the kiosk they are about.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, index};

/// Ties requests to places.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Spelled with the column: SQLite adds no constraint to a table that stands.
const TO_OFFICE: &str =
    "CONSTRAINT fk_service_request_office_id REFERENCES liaison_office (id) ON DELETE RESTRICT";
const TO_KIOSK: &str = "CONSTRAINT fk_escalation_kiosk_id REFERENCES kiosk (id) ON DELETE RESTRICT";

const TIES: [(&str, &str, &str); 2] =
    [("service_request", "office_id", TO_OFFICE), ("escalation", "kiosk_id", TO_KIOSK)];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column, to) in TIES {
            let tie = uuid_null(column).extra(to).take();
            manager.alter_table(Table::alter().table(table).add_column(tie).take()).await?;
            // Few have one: an index full of nothing is scanned rather than searched.
            let tied = index(table, &[column], Equals::Allowed)
                .and_where(Expr::col(column).is_not_null())
                .take();
            manager.create_index(tied).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column, _) in TIES {
            let mut index = Index::drop();
            index.table(table).name(format!("ix_{table}_{column}"));
            manager.drop_index(index).await?;
            manager.alter_table(Table::alter().table(table).drop_column(column).take()).await?;
        }
        Ok(())
    }
}
