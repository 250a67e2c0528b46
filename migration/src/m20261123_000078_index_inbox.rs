//! Indexes what the inbox asks for: steps to decide, and due dates of requests in hand.

use sea_orm_migration::prelude::*;

use crate::shape::{Equals, index};

/// Indexes what the inbox asks for.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TO_DECIDE: &str = "ix_escalation_to_decide";
const DUE_OF_AGENCY: &str = "ix_service_request_agency_due";
const DUE_OF_HANDLER: &str = "ix_service_request_handler_due";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let to_decide = index("escalation", &["agency_id", "created_at", "id"], Equals::Allowed)
            .name(TO_DECIDE)
            .and_where(Expr::col("state").eq("PENDING"))
            .take();
        manager.create_index(to_decide).await?;
        for (name, whose) in [(DUE_OF_AGENCY, "agency_id"), (DUE_OF_HANDLER, "handler_id")] {
            let due = index("service_request", &[whose, "due_at", "id"], Equals::Allowed)
                .name(name)
                .and_where(Expr::col("closed_at").is_null())
                .take();
            manager.create_index(due).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name) in [
            ("escalation", TO_DECIDE),
            ("service_request", DUE_OF_AGENCY),
            ("service_request", DUE_OF_HANDLER),
        ] {
            let mut index = Index::drop();
            index.table(table).name(name);
            manager.drop_index(index).await?;
        }
        Ok(())
    }
}
