//! Adds to the settings the office hours, and when to remind, to call near and to expect a decision.

use sea_orm_migration::{prelude::*, schema::*};

/// Adds office hours and terms to the settings.
#[derive(DeriveMigrationName)]
pub struct Migration;

const OFFICE_HOURS: &str = r#"[{"from":"08:30","to":"12:00"},{"from":"14:00","to":"17:30"}]"#;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            json("office_hours").default(OFFICE_HOURS).take(),
            integer("demand_reminder_months").default(2).take(),
            integer("due_soon_hours").default(24).take(),
            integer("escalation_days").default(5).take(),
        ] {
            let mut table = Table::alter();
            table.table("programme_setting").add_column(column);
            manager.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns =
            ["escalation_days", "due_soon_hours", "demand_reminder_months", "office_hours"];
        for column in columns {
            let mut table = Table::alter();
            table.table("programme_setting").drop_column(column);
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
