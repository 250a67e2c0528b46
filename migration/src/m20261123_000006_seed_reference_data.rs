//! Seeds what a programme begins with: the branches 警种, and limits of 8 to 10 firms an officer.

use sea_orm_migration::{
    prelude::*,
    sea_orm::prelude::{ChronoDateTimeUtc, Uuid},
};

/// Seeds what a programme begins with.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Fixed, so that every county has the same.
const FIRST_BRANCH: u128 = 0x0192_0000_0000_7000_8000_0000_0000_0001;
const SETTINGS: u128 = 0x0192_0000_0000_7000_8000_0000_0000_0100;

const BRANCHES: [(&str, &str); 11] = [
    ("HOUSEHOLD", "户籍"),
    ("PUBLIC_ORDER", "治安"),
    ("TRAFFIC", "交警"),
    ("EXIT_ENTRY", "出入境"),
    ("NARCOTICS", "禁毒"),
    ("CYBER", "网安"),
    ("DETENTION", "监管"),
    ("ECONOMIC_CRIME", "经侦"),
    ("STATION", "派出所"),
    ("COMMAND", "情指"),
    ("LEGAL", "法制"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut branches = Query::insert();
        branches.into_table("branch").columns(["id", "code", "name"]);
        for (id, (code, name)) in (FIRST_BRANCH..).zip(BRANCHES) {
            branches.values_panic([Uuid::from_u128(id).into(), code.into(), name.into()]);
        }
        manager.execute(branches).await?;

        // As old as can be: no row of the programme is older than its settings.
        let made_at = ChronoDateTimeUtc::default();
        let mut settings = Query::insert();
        settings
            .into_table("programme_setting")
            .columns(["id", "caseload_lower", "caseload_upper", "version", "created_at"])
            .values_panic([
                Uuid::from_u128(SETTINGS).into(),
                8.into(),
                10.into(),
                1.into(),
                made_at.into(),
            ]);
        manager.execute(settings).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["branch", "programme_setting"] {
            manager.execute(Query::delete().from_table(table).take()).await?;
        }
        Ok(())
    }
}
