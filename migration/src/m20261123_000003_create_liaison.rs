//! Creates the liaison: assignments, bans and pins, the programme's settings.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, kept, refers, table};

/// Creates the liaison: assignments, bans and pins, the programme's settings.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("assignment");
                    t.col(uuid("enterprise_id"));
                    t.col(uuid("officer_id"));
                    t.col(date("started_on"));
                    t.col(date_null("ended_on"));
                    t.col(text("start_note"));
                    t.col(text_null("end_note"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("assignment", "enterprise_id", "enterprise"));
                    t.foreign_key(&mut refers("assignment", "officer_id", "officer"));
                    t
                },
                {
                    let mut t = table("pair_rule");
                    t.col(uuid("enterprise_id"));
                    t.col(uuid("officer_id"));
                    t.col(string_len("kind", 24));
                    t.col(text("reason"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("pair_rule", "enterprise_id", "enterprise"));
                    t.foreign_key(&mut refers("pair_rule", "officer_id", "officer"));
                    t
                },
                {
                    let mut t = table("programme_setting");
                    t.col(integer("caseload_lower"));
                    t.col(integer("caseload_upper"));
                    kept(&mut t);
                    t
                },
            ],
            vec![
                index("assignment", &["enterprise_id"], Equals::Refused)
                    .name("uq_assignment_open")
                    .and_where(Expr::col("ended_on").is_null())
                    .take(),
                index("assignment", &["officer_id", "enterprise_id"], Equals::Allowed)
                    .name("ix_assignment_open_officer")
                    .and_where(Expr::col("ended_on").is_null())
                    .take(),
                index("assignment", &["officer_id", "started_on", "id"], Equals::Allowed),
                index("assignment", &["enterprise_id", "started_on", "id"], Equals::Allowed),
                index("assignment", &["started_on", "id"], Equals::Allowed),
                index("pair_rule", &["enterprise_id", "officer_id"], Equals::Refused),
                index("pair_rule", &["officer_id"], Equals::Allowed),
                index("pair_rule", &["created_at", "id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["assignment", "pair_rule", "programme_setting"]).await
    }
}
