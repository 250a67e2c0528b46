//! Creates liaison stations, and liaison offices with their partners and merchants.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates liaison stations and liaison offices.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("liaison_station");
                    t.col(string("name"));
                    t.col(uuid("town_id"));
                    t.col(uuid("agency_id"));
                    t.col(string("address"));
                    t.col(double("latitude"));
                    t.col(double("longitude"));
                    t.col(json("facilities"));
                    t.col(string("opening_hours"));
                    t.col(date_null("closed_on"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("liaison_station", "town_id", "town"));
                    t.foreign_key(&mut refers("liaison_station", "agency_id", "agency"));
                    t
                },
                {
                    let mut t = table("liaison_office");
                    t.col(string("name"));
                    t.col(string_len("division", 6));
                    t.col(string("address"));
                    t.col(double("latitude"));
                    t.col(double("longitude"));
                    t.col(uuid("agency_id"));
                    t.col(date("opened_on"));
                    t.col(date_null("closed_on"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("liaison_office", "agency_id", "agency"));
                    t
                },
                {
                    let mut t = table("office_partner");
                    t.col(uuid("office_id"));
                    t.col(uuid("agency_id"));
                    t.col(instant("created_at"));
                    t.foreign_key(&mut refers("office_partner", "office_id", "liaison_office"));
                    t.foreign_key(&mut refers("office_partner", "agency_id", "agency"));
                    t
                },
                {
                    let mut t = table("office_merchant");
                    t.col(uuid("office_id"));
                    t.col(uuid("enterprise_id"));
                    t.col(date("since"));
                    t.col(date_null("left_on"));
                    t.col(instant("created_at"));
                    t.foreign_key(&mut refers("office_merchant", "office_id", "liaison_office"));
                    t.foreign_key(&mut refers("office_merchant", "enterprise_id", "enterprise"));
                    t
                },
            ],
            vec![
                index("liaison_station", &["name"], Equals::Refused),
                index("liaison_station", &["town_id", "name", "id"], Equals::Allowed),
                index("liaison_station", &["agency_id", "name", "id"], Equals::Allowed),
                index("liaison_office", &["name"], Equals::Refused),
                index("liaison_office", &["agency_id"], Equals::Refused),
                index("liaison_office", &["division"], Equals::Allowed),
                index("office_partner", &["office_id", "agency_id"], Equals::Refused),
                index("office_partner", &["office_id", "created_at", "id"], Equals::Allowed),
                index("office_partner", &["agency_id"], Equals::Allowed),
                index("office_merchant", &["office_id", "enterprise_id"], Equals::Refused)
                    .name("uq_office_merchant_open")
                    .and_where(Expr::col("left_on").is_null())
                    .take(),
                index("office_merchant", &["office_id", "created_at", "id"], Equals::Allowed),
                index("office_merchant", &["enterprise_id", "office_id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["liaison_station", "liaison_office", "office_partner", "office_merchant"])
            .await
    }
}
