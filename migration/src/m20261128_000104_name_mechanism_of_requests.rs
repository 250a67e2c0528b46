//! Adds to requests the procedure that each is handled by.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, index};

/// Adds to requests the procedure that each is handled by.
#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMN: &str = "mechanism_edition_id";
/// Spelled with the column: SQLite adds no constraint to a table that stands.
const TIE: &str = "CONSTRAINT fk_service_request_mechanism_edition_id REFERENCES mechanism_edition (id) \
                   ON DELETE RESTRICT";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = uuid_null(COLUMN).extra(TIE).take();
        let add = Table::alter().table("service_request").add_column(column).take();
        manager.alter_table(add).await?;
        // Few name one: an index full of nothing is scanned rather than searched.
        let named = index("service_request", &[COLUMN], Equals::Allowed)
            .and_where(Expr::col(COLUMN).is_not_null())
            .take();
        manager.create_index(named).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::drop();
        index.table("service_request").name("ix_service_request_mechanism_edition_id");
        manager.drop_index(index).await?;
        let gone = Table::alter().table("service_request").drop_column(COLUMN).take();
        manager.alter_table(gone).await
    }
}
