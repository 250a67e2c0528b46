//! Creates alerts.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates alerts.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut t = table("alert");
        t.col(string_len("kind", 24));
        t.col(string_len("severity", 24));
        t.col(string_len("state", 24));
        t.col(string("title"));
        t.col(text("details"));
        t.col(instant("occurred_at"));
        t.col(uuid_null("enterprise_id"));
        t.col(uuid_null("town_id"));
        t.col(text("place"));
        t.col(double_null("latitude"));
        t.col(double_null("longitude"));
        t.col(uuid_null("request_id"));
        t.col(uuid("raised_by_id"));
        t.col(string_null("source_key"));
        t.col(var_binary("digest", 32));
        kept(&mut t);
        t.foreign_key(&mut refers("alert", "enterprise_id", "enterprise"));
        t.foreign_key(&mut refers("alert", "town_id", "town"));
        t.foreign_key(&mut refers("alert", "request_id", "service_request"));
        t.foreign_key(&mut refers("alert", "raised_by_id", "app_user"));
        let indexes = vec![
            index("alert", &["raised_by_id", "source_key"], Equals::Refused),
            index("alert", &["raised_by_id", "created_at", "id"], Equals::Allowed),
            index("alert", &["created_at", "id"], Equals::Allowed),
            index("alert", &["state", "created_at", "id"], Equals::Allowed),
            index("alert", &["kind", "created_at", "id"], Equals::Allowed),
            index("alert", &["enterprise_id", "created_at", "id"], Equals::Allowed),
            index("alert", &["town_id", "created_at", "id"], Equals::Allowed),
            index("alert", &["request_id"], Equals::Allowed),
        ];
        create(manager, vec![t], indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["alert"]).await
    }
}
