//! Creates mechanisms and their editions.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates mechanisms.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut mechanisms = table("mechanism");
        mechanisms.col(integer("number"));
        mechanisms.col(string("title"));
        mechanisms.col(integer("edition"));
        mechanisms.col(boolean("sample"));
        mechanisms.col(timestamp_with_time_zone_null("retired_at"));
        kept(&mut mechanisms);
        let mut editions = table("mechanism_edition");
        editions.col(uuid("mechanism_id"));
        editions.col(integer("edition"));
        editions.col(string("title"));
        editions.col(text("body"));
        editions.col(date("effective_on"));
        editions.col(instant("created_at"));
        editions.foreign_key(&mut refers("mechanism_edition", "mechanism_id", "mechanism"));
        let indexes = vec![
            index("mechanism", &["number"], Equals::Refused),
            index("mechanism_edition", &["mechanism_id", "edition"], Equals::Refused),
        ];
        create(manager, vec![mechanisms, editions], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["mechanism", "mechanism_edition"]).await
    }
}
