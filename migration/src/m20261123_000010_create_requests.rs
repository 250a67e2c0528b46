//! Creates service requests and their timelines.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates service requests and their timelines.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("service_request");
                    t.col(integer("year"));
                    t.col(integer("serial"));
                    t.col(string("title"));
                    t.col(text("body"));
                    t.col(string_len("category", 24));
                    t.col(string_len("priority", 24));
                    t.col(uuid_null("enterprise_id"));
                    t.col(uuid_null("association_id"));
                    t.col(uuid("filed_by_id"));
                    t.col(uuid_null("visit_id"));
                    t.col(uuid_null("agency_id"));
                    t.col(uuid_null("handler_id"));
                    t.col(string_len("state", 24));
                    t.col(string_len_null("outcome", 24));
                    t.col(timestamp_with_time_zone_null("resolved_at"));
                    t.col(timestamp_with_time_zone_null("closed_at"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("service_request", "enterprise_id", "enterprise"));
                    t.foreign_key(&mut refers("service_request", "association_id", "association"));
                    t.foreign_key(&mut refers("service_request", "filed_by_id", "app_user"));
                    t.foreign_key(&mut refers("service_request", "visit_id", "visit"));
                    t.foreign_key(&mut refers("service_request", "agency_id", "agency"));
                    t.foreign_key(&mut refers("service_request", "handler_id", "officer"));
                    let asks_firm = Expr::col("enterprise_id").is_not_null();
                    let asks_association = Expr::col("association_id").is_not_null();
                    t.check((
                        "ck_service_request_requester",
                        Expr::expr(asks_firm).ne(Expr::expr(asks_association)),
                    ));
                    t
                },
                {
                    let mut t = table("request_event");
                    t.col(uuid("request_id"));
                    t.col(integer("seq"));
                    t.col(string_len("step", 24));
                    t.col(string_len("state", 24));
                    t.col(string_len("side", 24));
                    t.col(uuid_null("actor_id"));
                    t.col(string("actor_name"));
                    t.col(instant("at"));
                    t.col(text("note"));
                    t.col(string_len("visibility", 24));
                    t.col(string_len_null("outcome", 24));
                    t.col(uuid_null("agency_id"));
                    t.col(uuid_null("handler_id"));
                    t.foreign_key(&mut refers("request_event", "request_id", "service_request"));
                    t.foreign_key(&mut refers("request_event", "actor_id", "app_user"));
                    t.foreign_key(&mut refers("request_event", "agency_id", "agency"));
                    t.foreign_key(&mut refers("request_event", "handler_id", "officer"));
                    t
                },
            ],
            vec![
                index("service_request", &["year", "serial"], Equals::Refused),
                index("service_request", &["created_at", "id"], Equals::Allowed),
                index("service_request", &["created_at", "id"], Equals::Allowed)
                    .name("ix_service_request_open")
                    .and_where(Expr::col("closed_at").is_null())
                    .take(),
                index("service_request", &["enterprise_id", "created_at", "id"], Equals::Allowed),
                index("service_request", &["association_id", "created_at", "id"], Equals::Allowed),
                index("service_request", &["filed_by_id", "closed_at"], Equals::Allowed),
                index("service_request", &["visit_id", "created_at", "id"], Equals::Allowed),
                index("service_request", &["agency_id", "created_at", "id"], Equals::Allowed),
                index("service_request", &["handler_id", "closed_at"], Equals::Allowed),
                index("service_request", &["state", "created_at", "id"], Equals::Allowed),
                index("service_request", &["category", "created_at", "id"], Equals::Allowed),
                index("service_request", &["resolved_at"], Equals::Allowed)
                    .name("ix_service_request_unanswered")
                    .and_where(Expr::col("state").eq("RESOLVED"))
                    .take(),
                index("request_event", &["request_id", "seq"], Equals::Refused),
                index("request_event", &["actor_id"], Equals::Allowed),
                index("request_event", &["agency_id"], Equals::Allowed),
                index("request_event", &["handler_id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["service_request", "request_event"]).await
    }
}
