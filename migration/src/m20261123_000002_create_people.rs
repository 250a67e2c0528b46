//! Creates the people who sign in, and their sessions.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates the people who sign in, and their sessions.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("app_user");
                    t.col(string("username"));
                    t.col(string("name"));
                    t.col(string("password_hash"));
                    t.col(string_len("role", 24));
                    t.col(json("duties"));
                    t.col(uuid_null("agency_id"));
                    t.col(uuid_null("association_id"));
                    t.col(uuid_null("enterprise_id"));
                    t.col(uuid_null("officer_id"));
                    t.col(string_len("state", 24));
                    kept(&mut t);
                    t.foreign_key(&mut refers("app_user", "agency_id", "agency"));
                    t.foreign_key(&mut refers("app_user", "association_id", "association"));
                    t.foreign_key(&mut refers("app_user", "enterprise_id", "enterprise"));
                    t.foreign_key(&mut refers("app_user", "officer_id", "officer"));
                    t
                },
                {
                    let mut t = table("session");
                    t.col(uuid("user_id"));
                    t.col(integer("generation"));
                    t.col(instant("rotated_at"));
                    t.col(instant("expires_at"));
                    t.col(timestamp_with_time_zone_null("ended_at"));
                    t.col(string("address"));
                    t.col(string("device"));
                    t.col(instant("created_at"));
                    t.foreign_key(&mut refers("session", "user_id", "app_user"));
                    t
                },
            ],
            vec![
                index("app_user", &["username"], Equals::Refused),
                index("app_user", &["agency_id"], Equals::Allowed),
                index("app_user", &["association_id"], Equals::Allowed),
                index("app_user", &["enterprise_id"], Equals::Allowed),
                index("app_user", &["officer_id"], Equals::Allowed),
                index("app_user", &["name", "id"], Equals::Allowed),
                index("session", &["user_id", "created_at", "id"], Equals::Allowed),
                index("session", &["created_at", "id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["app_user", "session"]).await
    }
}
