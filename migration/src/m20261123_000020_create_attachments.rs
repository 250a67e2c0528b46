//! Creates attachments: what is known of each file that people send.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, refers, table};

/// Creates attachments: what is known of each file that people send.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut t = table("attachment");
        t.col(uuid("uploader_id"));
        t.col(string("file_name"));
        t.col(string("media_type"));
        t.col(big_integer("size"));
        t.col(string_len("sha256", 64));
        t.col(instant("created_at"));
        t.foreign_key(&mut refers("attachment", "uploader_id", "app_user"));
        let by_uploader =
            index("attachment", &["uploader_id", "created_at", "id"], Equals::Allowed);
        create(manager, vec![t], vec![by_uploader]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["attachment"]).await
    }
}
