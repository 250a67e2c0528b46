//! Creates the clients of the API, and lets keys expire.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, kept, refers, table};

/// Creates the clients of the API, and lets keys expire.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut t = table("api_client");
        t.col(string("name"));
        t.col(uuid("user_id"));
        t.col(json("scopes"));
        t.col(json("addresses"));
        t.col(integer_null("quota"));
        t.col(uuid("owner_id"));
        t.col(timestamp_with_time_zone_null("revoked_at"));
        kept(&mut t);
        t.foreign_key(&mut refers("api_client", "user_id", "app_user"));
        t.foreign_key(&mut refers("api_client", "owner_id", "app_user"));
        let indexes = vec![
            index("api_client", &["name"], Equals::Refused),
            index("api_client", &["user_id"], Equals::Refused),
            index("api_client", &["owner_id", "name", "id"], Equals::Allowed),
        ];
        create(manager, vec![t], indexes).await?;
        let expiry = timestamp_with_time_zone_null("expires_at");
        let add = Table::alter().table("machine_key").add_column(expiry).take();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let gone = Table::alter().table("machine_key").drop_column("expires_at").take();
        manager.alter_table(gone).await?;
        drop(manager, &["api_client"]).await
    }
}
