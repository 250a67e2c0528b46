//! Creates visits and what they said before they were amended.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates visits and what they said before they were amended.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("visit");
                    t.col(uuid("enterprise_id"));
                    t.col(uuid("officer_id"));
                    t.col(string_len("kind", 24));
                    t.col(string_len("state", 24));
                    t.col(instant("happens_at"));
                    t.col(json("people_met"));
                    t.col(json("topics"));
                    t.col(text("findings"));
                    t.col(text("follow_up"));
                    t.col(date_null("follow_up_on"));
                    t.col(double_null("latitude"));
                    t.col(double_null("longitude"));
                    t.col(double_null("accuracy_m"));
                    t.col(text_null("cancel_reason"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("visit", "enterprise_id", "enterprise"));
                    t.foreign_key(&mut refers("visit", "officer_id", "officer"));
                    t
                },
                {
                    let mut t = table("visit_revision");
                    t.col(uuid("visit_id"));
                    t.col(integer("replaced_version"));
                    t.col(uuid("amended_by_id"));
                    t.col(text("reason"));
                    t.col(string_len("kind", 24));
                    t.col(instant("happens_at"));
                    t.col(json("people_met"));
                    t.col(json("topics"));
                    t.col(text("findings"));
                    t.col(text("follow_up"));
                    t.col(date_null("follow_up_on"));
                    t.col(instant("created_at"));
                    t.foreign_key(&mut refers("visit_revision", "visit_id", "visit"));
                    t.foreign_key(&mut refers("visit_revision", "amended_by_id", "app_user"));
                    t
                },
            ],
            vec![
                index("visit", &["enterprise_id", "happens_at", "id"], Equals::Allowed),
                index("visit", &["officer_id", "happens_at", "id"], Equals::Allowed),
                index("visit", &["happens_at", "id"], Equals::Allowed),
                index("visit_revision", &["visit_id", "replaced_version"], Equals::Refused),
                index("visit_revision", &["amended_by_id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["visit", "visit_revision"]).await
    }
}
