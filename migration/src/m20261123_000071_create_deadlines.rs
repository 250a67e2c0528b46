//! Creates due dates: targets by category and priority, what is due of a request, the pauses of its
//! clock, and which parent agencies read a request that passed a date.

use sea_orm_migration::{
    prelude::*,
    schema::*,
    sea_orm::prelude::{ChronoDateTimeUtc, Uuid},
};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates due dates.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Fixed, so that every county has the same.
const FIRST_TARGET: u128 = 0x0192_0000_0000_7000_8000_0000_0000_0200;

const COLUMNS: [&str; 9] = [
    "due_kind",
    "due_from",
    "due_minutes",
    "due_at",
    "due_provisional",
    "due_computed_at",
    "fell_due_at",
    "requester_steps",
    "bureau_steps",
];

const CATEGORIES: [&str; 7] =
    ["PERMIT", "SECURITY", "DISPUTE", "TRAFFIC", "FRAUD", "LABOUR", "OTHER"];

/// Priority, working hours to be taken, working days to be answered.
const TARGETS: [(&str, i32, i32); 3] = [("LOW", 21, 20), ("NORMAL", 14, 10), ("URGENT", 4, 3)];

/// What requests that are there already went through so far.
const COUNT_STEPS: &str = "UPDATE service_request SET \
    requester_steps = (SELECT count(*) FROM request_event e \
        JOIN app_user u ON u.id = e.actor_id AND u.role IN ('ENTERPRISE', 'ASSOCIATION') \
        WHERE e.request_id = service_request.id), \
    bureau_steps = (SELECT count(*) FROM request_event e \
        JOIN app_user u ON u.id = e.actor_id AND u.role NOT IN ('ENTERPRISE', 'ASSOCIATION') \
        WHERE e.request_id = service_request.id)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            string_len_null("due_kind", 24),
            timestamp_with_time_zone_null("due_from"),
            integer_null("due_minutes"),
            timestamp_with_time_zone_null("due_at"),
            boolean("due_provisional").default(false).take(),
            timestamp_with_time_zone_null("due_computed_at"),
            timestamp_with_time_zone_null("fell_due_at"),
            integer("requester_steps").default(0).take(),
            integer("bureau_steps").default(0).take(),
        ] {
            let add = Table::alter().table("service_request").add_column(column).take();
            manager.alter_table(add).await?;
        }
        create(
            manager,
            vec![target(), pause(), oversight()],
            vec![
                index("deadline_target", &["category", "priority"], Equals::Refused),
                index("request_pause", &["request_id", "from_at"], Equals::Refused),
                index("request_oversight", &["request_id", "agency_id"], Equals::Refused),
                index("request_oversight", &["agency_id", "request_id"], Equals::Allowed),
                index("service_request", &["due_at", "id"], Equals::Allowed)
                    .name("ix_service_request_due_at")
                    .and_where(Expr::col("closed_at").is_null())
                    .take(),
            ],
        )
        .await?;
        seed(manager).await?;
        manager.get_connection().execute_unprepared(COUNT_STEPS).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut index = Index::drop();
        index.table("service_request").name("ix_service_request_due_at");
        manager.drop_index(index).await?;
        for column in COLUMNS {
            let gone = Table::alter().table("service_request").drop_column(column).take();
            manager.alter_table(gone).await?;
        }
        drop(manager, &["deadline_target", "request_pause", "request_oversight"]).await
    }
}

fn target() -> TableCreateStatement {
    let mut t = table("deadline_target");
    t.col(string_len("category", 24));
    t.col(string_len("priority", 24));
    t.col(integer("accept_hours"));
    t.col(integer("resolve_days"));
    kept(&mut t);
    t
}

fn pause() -> TableCreateStatement {
    let mut t = table("request_pause");
    t.col(uuid("request_id"));
    t.col(instant("from_at"));
    t.col(timestamp_with_time_zone_null("to_at"));
    t.foreign_key(&mut refers("request_pause", "request_id", "service_request"));
    t
}

fn oversight() -> TableCreateStatement {
    let mut t = table("request_oversight");
    t.col(uuid("request_id"));
    t.col(uuid("agency_id"));
    t.col(instant("since"));
    t.foreign_key(&mut refers("request_oversight", "request_id", "service_request"));
    t.foreign_key(&mut refers("request_oversight", "agency_id", "agency"));
    t
}

/// A target for everything, to be changed by the liaison office.
async fn seed(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut targets = Query::insert();
    targets.into_table("deadline_target").columns([
        "id",
        "category",
        "priority",
        "accept_hours",
        "resolve_days",
        "created_at",
    ]);
    let kinds = CATEGORIES.iter().flat_map(|category| TARGETS.map(|target| (*category, target)));
    for (id, (category, (priority, hours, days))) in (FIRST_TARGET..).zip(kinds) {
        targets.values_panic([
            Uuid::from_u128(id).into(),
            category.into(),
            priority.into(),
            hours.into(),
            days.into(),
            ChronoDateTimeUtc::default().into(),
        ]);
    }
    manager.execute(targets).await
}
