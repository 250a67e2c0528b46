//! Creates the audit log, the outbox and the keys of clients.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, table};

/// Creates the audit log, the outbox and the keys of clients.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("audit_event");
                    t.col(instant("at"));
                    t.col(uuid_null("actor_id"));
                    t.col(string("actor_name"));
                    t.col(string_len_null("actor_role", 24));
                    t.col(string("address"));
                    t.col(string("action"));
                    t.col(string("event"));
                    t.col(string_len("outcome", 24));
                    t.col(string("subject_kind"));
                    t.col(uuid_null("subject_id"));
                    t.col(json_null("before"));
                    t.col(json_null("after"));
                    t.col(string("trace_id"));
                    t
                },
                {
                    let mut t = table("client_key");
                    t.col(uuid("user_id"));
                    t.col(uuid("client_id"));
                    t.col(var_binary("digest", 32));
                    t.col(string("subject_kind"));
                    t.col(uuid("subject_id"));
                    t.col(instant("created_at"));
                    t
                },
                {
                    let mut t = table("outbox_event");
                    t.col(instant("at"));
                    t.col(string("topic"));
                    t.col(string("subject_kind"));
                    t.col(uuid("subject_id"));
                    t
                },
            ],
            vec![
                index("audit_event", &["at", "id"], Equals::Allowed),
                index("audit_event", &["actor_id", "at", "id"], Equals::Allowed),
                index("audit_event", &["subject_id", "at", "id"], Equals::Allowed),
                index("audit_event", &["action", "at", "id"], Equals::Allowed),
                index("outbox_event", &["at", "id"], Equals::Allowed),
                index("client_key", &["user_id", "client_id"], Equals::Refused),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["audit_event", "client_key", "outbox_event"]).await
    }
}
