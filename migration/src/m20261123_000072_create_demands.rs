//! Creates batch demands: how many firms and people, who of the members, in which months again.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates batch demands.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![demand(), firm(), reminder()],
            vec![
                index("demand", &["request_id"], Equals::Refused),
                index("demand_firm", &["demand_id", "enterprise_id"], Equals::Refused),
                index("demand_firm", &["enterprise_id"], Equals::Allowed),
                index("demand_firm", &["request_id"], Equals::Allowed),
                index("demand_reminder", &["demand_id", "year", "month"], Equals::Refused),
                index("demand_reminder", &["request_id", "created_at", "id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["demand", "demand_firm", "demand_reminder"]).await
    }
}

fn demand() -> TableCreateStatement {
    let mut t = table("demand");
    t.col(uuid("request_id"));
    t.col(integer("year"));
    t.col(integer("firms"));
    t.col(integer("people"));
    t.col(json("months"));
    t.col(integer("firms_served").default(0));
    kept(&mut t);
    t.foreign_key(&mut refers("demand", "request_id", "service_request"));
    t
}

fn firm() -> TableCreateStatement {
    let mut t = table("demand_firm");
    t.col(uuid("demand_id"));
    t.col(uuid("request_id"));
    t.col(uuid("enterprise_id"));
    t.col(timestamp_with_time_zone_null("served_at"));
    t.foreign_key(&mut refers("demand_firm", "demand_id", "demand"));
    t.foreign_key(&mut refers("demand_firm", "request_id", "service_request"));
    t.foreign_key(&mut refers("demand_firm", "enterprise_id", "enterprise"));
    t
}

fn reminder() -> TableCreateStatement {
    let mut t = table("demand_reminder");
    t.col(uuid("demand_id"));
    t.col(uuid("request_id"));
    t.col(integer("year"));
    t.col(integer("month"));
    t.col(integer("firms"));
    t.col(integer("people"));
    t.col(instant("created_at"));
    t.foreign_key(&mut refers("demand_reminder", "demand_id", "demand"));
    t.foreign_key(&mut refers("demand_reminder", "request_id", "service_request"));
    t
}
