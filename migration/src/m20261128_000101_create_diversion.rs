//! Creates what the diversion of incidents needs: the taxonomy, the roll-out, the units that are sent,
//! the settlements and the timelines.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates what the diversion of incidents needs.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 6] = [
    "incident_category",
    "diversion_rollout",
    "dispatch",
    "settlement",
    "settlement_party",
    "incident_event",
];

fn categories() -> TableCreateStatement {
    let mut t = table("incident_category");
    t.col(uuid_null("parent_id"));
    t.col(string_len("code", 40));
    t.col(string("name_zh"));
    t.col(string("name_en"));
    t.col(string_len("nature", 24));
    t.col(boolean("active"));
    kept(&mut t);
    t.foreign_key(&mut refers("incident_category", "parent_id", "incident_category"));
    t
}

fn rollouts() -> TableCreateStatement {
    let mut t = table("diversion_rollout");
    t.col(uuid("town_id"));
    t.col(uuid("centre_id"));
    t.col(date("starts_on"));
    kept(&mut t);
    t.foreign_key(&mut refers("diversion_rollout", "town_id", "town"));
    t.foreign_key(&mut refers("diversion_rollout", "centre_id", "agency"));
    t
}

fn dispatches() -> TableCreateStatement {
    let mut t = table("dispatch");
    t.col(uuid("incident_id"));
    t.col(uuid("agency_id"));
    t.col(string_len("role", 24));
    t.col(string_len("state", 24));
    t.col(timestamp_with_time_zone_null("accepted_at"));
    t.col(timestamp_with_time_zone_null("arrived_at"));
    kept(&mut t);
    t.foreign_key(&mut refers("dispatch", "incident_id", "incident"));
    t.foreign_key(&mut refers("dispatch", "agency_id", "agency"));
    t
}

fn settlements() -> TableCreateStatement {
    let mut t = table("settlement");
    t.col(uuid("incident_id"));
    t.col(uuid("centre_id"));
    t.col(uuid("category_id"));
    t.col(text("agreement"));
    t.col(big_integer_null("amount_cny"));
    t.col(instant("created_at"));
    t.foreign_key(&mut refers("settlement", "incident_id", "incident"));
    t.foreign_key(&mut refers("settlement", "centre_id", "agency"));
    t.foreign_key(&mut refers("settlement", "category_id", "incident_category"));
    t
}

fn parties() -> TableCreateStatement {
    let mut t = table("settlement_party");
    t.col(uuid("settlement_id"));
    t.col(integer("place"));
    t.col(uuid_null("enterprise_id"));
    t.col(string("words"));
    t.foreign_key(&mut refers("settlement_party", "settlement_id", "settlement"));
    t.foreign_key(&mut refers("settlement_party", "enterprise_id", "enterprise"));
    t
}

fn events() -> TableCreateStatement {
    let mut t = table("incident_event");
    t.col(uuid("incident_id"));
    t.col(integer("seq"));
    t.col(string_len("step", 24));
    t.col(string_len("state", 24));
    t.col(uuid("actor_id"));
    t.col(string("actor_name"));
    t.col(instant("at"));
    t.col(text("note"));
    t.col(string_len_null("nature", 24));
    t.col(uuid_null("triage_category_id"));
    t.col(uuid_null("agency_id"));
    t.col(uuid_null("dispatch_id"));
    t.foreign_key(&mut refers("incident_event", "incident_id", "incident"));
    t.foreign_key(&mut refers("incident_event", "actor_id", "app_user"));
    t.foreign_key(&mut refers("incident_event", "triage_category_id", "incident_category"));
    t.foreign_key(&mut refers("incident_event", "agency_id", "agency"));
    t.foreign_key(&mut refers("incident_event", "dispatch_id", "dispatch"));
    t
}

fn indexes() -> Vec<IndexCreateStatement> {
    // One unit leads.
    let lead = index("dispatch", &["incident_id"], Equals::Refused)
        .name("uq_dispatch_lead")
        .and_where(Expr::col("role").eq("LEAD"))
        .take();
    vec![
        index("incident_category", &["code"], Equals::Refused),
        index("incident_category", &["parent_id"], Equals::Allowed),
        index("diversion_rollout", &["town_id"], Equals::Refused),
        index("diversion_rollout", &["centre_id"], Equals::Allowed),
        index("dispatch", &["incident_id", "agency_id"], Equals::Refused),
        index("dispatch", &["agency_id", "state", "created_at", "id"], Equals::Allowed),
        lead,
        index("settlement", &["incident_id"], Equals::Refused),
        index("settlement", &["centre_id"], Equals::Allowed),
        index("settlement", &["category_id"], Equals::Allowed),
        index("settlement_party", &["settlement_id", "place"], Equals::Refused),
        index("settlement_party", &["enterprise_id"], Equals::Allowed),
        index("incident_event", &["incident_id", "seq"], Equals::Refused),
        index("incident_event", &["actor_id"], Equals::Allowed),
        index("incident_event", &["agency_id"], Equals::Allowed),
        index("incident_event", &["dispatch_id"], Equals::Allowed),
        index("incident_event", &["triage_category_id"], Equals::Allowed),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            vec![categories(), rollouts(), dispatches(), settlements(), parties(), events()];
        create(manager, tables, indexes()).await?;
        // An event may have the id of its incident: what stands already was reported, and no more.
        let reported = "INSERT INTO incident_event
            (id, incident_id, seq, step, state, actor_id, actor_name, at, note)
            SELECT incident.id, incident.id, 1, 'REPORT', incident.state, incident.reported_by_id,
                app_user.name, incident.created_at, ''
            FROM incident JOIN app_user ON app_user.id = incident.reported_by_id";
        manager.get_connection().execute_unprepared(reported).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &TABLES).await
    }
}
