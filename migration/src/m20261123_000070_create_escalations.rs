//! Creates escalations with their templates, and task forces with their members; the events of a
//! timeline say which of them they are about.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates escalations and task forces.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Spelled with the column: SQLite adds no constraint to a table that stands.
const TO_ESCALATION: &str =
    "CONSTRAINT fk_request_event_escalation_id REFERENCES escalation (id) ON DELETE RESTRICT";
const TO_TASK_FORCE: &str =
    "CONSTRAINT fk_request_event_task_force_id REFERENCES task_force (id) ON DELETE RESTRICT";

const ABOUT: [&str; 2] = ["escalation_id", "task_force_id"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![template(), escalation(), task_force(), member()],
            vec![
                index("escalation_template", &["name"], Equals::Refused),
                index("escalation", &["request_id", "created_at", "id"], Equals::Allowed),
                index("escalation", &["chain_id", "place"], Equals::Refused),
                index("escalation", &["agency_id", "created_at", "id"], Equals::Allowed),
                index("escalation", &["state", "created_at", "id"], Equals::Allowed),
                index("escalation", &["created_at", "id"], Equals::Allowed),
                index("escalation", &["due_at"], Equals::Allowed)
                    .name("ix_escalation_pending")
                    .and_where(Expr::col("state").eq("PENDING"))
                    .take(),
                index("task_force", &["request_id", "created_at", "id"], Equals::Allowed),
                index("task_force", &["request_id"], Equals::Refused)
                    .name("uq_task_force_live")
                    .and_where(Expr::col("dissolved_at").is_null())
                    .take(),
                index("task_force", &["lead_agency_id"], Equals::Allowed),
                index("task_force", &["created_at", "id"], Equals::Allowed),
                index("task_force", &["ends_on"], Equals::Allowed)
                    .name("ix_task_force_live_ends_on")
                    .and_where(Expr::col("dissolved_at").is_null())
                    .take(),
                index("task_force_member", &["task_force_id", "joined_at", "id"], Equals::Allowed),
                index("task_force_member", &["agency_id", "left_at"], Equals::Allowed),
                index("task_force_member", &["officer_id", "left_at"], Equals::Allowed),
            ],
        )
        .await?;
        for column in [
            uuid_null("escalation_id").extra(TO_ESCALATION).take(),
            integer_null("attempt"),
            uuid_null("task_force_id").extra(TO_TASK_FORCE).take(),
        ] {
            let add = Table::alter().table("request_event").add_column(column).take();
            manager.alter_table(add).await?;
        }
        for column in ABOUT {
            let place = index("request_event", &[column, "seq"], Equals::Allowed);
            manager.create_index(place).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ABOUT {
            let mut index = Index::drop();
            index.table("request_event").name(format!("ix_request_event_{column}_seq"));
            manager.drop_index(index).await?;
        }
        for column in ["task_force_id", "attempt", "escalation_id"] {
            let gone = Table::alter().table("request_event").drop_column(column).take();
            manager.alter_table(gone).await?;
        }
        drop(manager, &["escalation_template", "escalation", "task_force", "task_force_member"])
            .await
    }
}

fn template() -> TableCreateStatement {
    let mut t = table("escalation_template");
    t.col(string("name"));
    t.col(json("steps"));
    t.col(timestamp_with_time_zone_null("retired_at"));
    kept(&mut t);
    t
}

fn escalation() -> TableCreateStatement {
    let mut t = table("escalation");
    t.col(uuid("request_id"));
    t.col(uuid("chain_id"));
    t.col(integer("place"));
    t.col(uuid("agency_id"));
    t.col(string("subject"));
    t.col(integer("days"));
    t.col(string_len("state", 24));
    t.col(integer("attempt"));
    t.col(json("rest"));
    t.col(instant("sent_at"));
    t.col(timestamp_with_time_zone_null("due_at"));
    t.col(boolean("due_provisional"));
    t.col(instant("due_computed_at"));
    t.col(timestamp_with_time_zone_null("fell_due_at"));
    t.col(timestamp_with_time_zone_null("decided_at"));
    kept(&mut t);
    t.foreign_key(&mut refers("escalation", "request_id", "service_request"));
    t.foreign_key(&mut refers("escalation", "chain_id", "escalation"));
    t.foreign_key(&mut refers("escalation", "agency_id", "agency"));
    t
}

fn task_force() -> TableCreateStatement {
    let mut t = table("task_force");
    t.col(uuid("request_id"));
    t.col(string("name"));
    t.col(text("goal"));
    t.col(uuid("lead_agency_id"));
    t.col(date("ends_on"));
    t.col(timestamp_with_time_zone_null("dissolved_at"));
    kept(&mut t);
    t.foreign_key(&mut refers("task_force", "request_id", "service_request"));
    t.foreign_key(&mut refers("task_force", "lead_agency_id", "agency"));
    t
}

fn member() -> TableCreateStatement {
    let mut t = table("task_force_member");
    t.col(uuid("task_force_id"));
    t.col(uuid("agency_id"));
    t.col(uuid_null("officer_id"));
    t.col(instant("joined_at"));
    t.col(timestamp_with_time_zone_null("left_at"));
    t.foreign_key(&mut refers("task_force_member", "task_force_id", "task_force"));
    t.foreign_key(&mut refers("task_force_member", "agency_id", "agency"));
    t.foreign_key(&mut refers("task_force_member", "officer_id", "officer"));
    t
}
