//! Creates incidents.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates incidents.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut t = table("incident");
        t.col(string_len("category", 24));
        t.col(string_len("state", 24));
        t.col(text("summary"));
        t.col(instant("received_at"));
        t.col(uuid_null("enterprise_id"));
        t.col(uuid("town_id"));
        t.col(text("place"));
        t.col(double_null("latitude"));
        t.col(double_null("longitude"));
        t.col(uuid("reported_by_id"));
        t.col(string_null("source_key"));
        t.col(var_binary("digest", 32));
        kept(&mut t);
        t.foreign_key(&mut refers("incident", "enterprise_id", "enterprise"));
        t.foreign_key(&mut refers("incident", "town_id", "town"));
        t.foreign_key(&mut refers("incident", "reported_by_id", "app_user"));
        let indexes = vec![
            index("incident", &["reported_by_id", "source_key"], Equals::Refused),
            index("incident", &["reported_by_id", "created_at", "id"], Equals::Allowed),
            index("incident", &["created_at", "id"], Equals::Allowed),
            index("incident", &["state", "created_at", "id"], Equals::Allowed),
            index("incident", &["category", "created_at", "id"], Equals::Allowed),
            index("incident", &["enterprise_id", "created_at", "id"], Equals::Allowed),
            index("incident", &["town_id", "created_at", "id"], Equals::Allowed),
        ];
        create(manager, vec![t], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["incident"]).await
    }
}
