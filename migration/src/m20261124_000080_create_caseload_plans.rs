//! Creates caseload plans and what they plan; assignments say by which plan they ended, and settings
//! what a plan weighs.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates caseload plans.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Spelled with the column: SQLite adds no constraint to a table that stands.
const TO_PLAN: &str =
    "CONSTRAINT fk_assignment_plan_id REFERENCES caseload_plan (id) ON DELETE RESTRICT";

/// Which branch fits which industry, where one does: to be edited by each county.
const BRANCH_FITS: &str =
    r#"["物流=TRAFFIC","信息科技=CYBER","酒店=PUBLIC_ORDER","餐饮=PUBLIC_ORDER"]"#;

const WEIGHTS: [&str; 3] = ["plan_branch_misfit_m", "plan_town_crossing_m", "plan_change_m"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![plan(), planned()],
            vec![
                index("caseload_plan", &["created_at", "id"], Equals::Allowed),
                index("caseload_plan", &["state", "created_at", "id"], Equals::Allowed),
                index("caseload_plan", &["proposed_by_id"], Equals::Allowed),
                index("caseload_plan", &["decided_by_id"], Equals::Allowed),
                index("planned_assignment", &["plan_id", "place"], Equals::Refused),
                index("planned_assignment", &["plan_id", "enterprise_id"], Equals::Refused),
                index("planned_assignment", &["plan_id", "officer_id"], Equals::Allowed),
                index("planned_assignment", &["enterprise_id"], Equals::Allowed),
                index("planned_assignment", &["officer_id"], Equals::Allowed),
                index("planned_assignment", &["present_officer_id"], Equals::Allowed),
                index("planned_assignment", &["plan_id", "place"], Equals::Allowed)
                    .name("ix_planned_assignment_misfit")
                    .and_where(Expr::col("misfit").is_not_null())
                    .take(),
            ],
        )
        .await?;
        for column in [uuid_null("plan_id").extra(TO_PLAN).take(), text_null("handover_note")] {
            let add = Table::alter().table("assignment").add_column(column).take();
            manager.alter_table(add).await?;
        }
        let wanted = index("assignment", &["officer_id", "ended_on", "id"], Equals::Allowed)
            .name("ix_assignment_note_wanted")
            .and_where(Expr::col("plan_id").is_not_null())
            .and_where(Expr::col("handover_note").is_null())
            .take();
        manager.create_index(wanted).await?;
        let by_plan = index("assignment", &["plan_id"], Equals::Allowed)
            .and_where(Expr::col("plan_id").is_not_null())
            .take();
        manager.create_index(by_plan).await?;
        for weight in WEIGHTS {
            let column = integer(weight).default(0).take();
            let add = Table::alter().table("programme_setting").add_column(column).take();
            manager.alter_table(add).await?;
        }
        let column = json("branch_fits").default(BRANCH_FITS).take();
        let add = Table::alter().table("programme_setting").add_column(column).take();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in WEIGHTS.into_iter().chain(["branch_fits"]) {
            let gone = Table::alter().table("programme_setting").drop_column(column).take();
            manager.alter_table(gone).await?;
        }
        for name in ["ix_assignment_note_wanted", "ix_assignment_plan_id"] {
            let mut index = Index::drop();
            index.table("assignment").name(name);
            manager.drop_index(index).await?;
        }
        for column in ["handover_note", "plan_id"] {
            let gone = Table::alter().table("assignment").drop_column(column).take();
            manager.alter_table(gone).await?;
        }
        drop(manager, &["caseload_plan", "planned_assignment"]).await
    }
}

fn plan() -> TableCreateStatement {
    let mut t = table("caseload_plan");
    t.col(string_len("state", 24));
    t.col(boolean("dry_run"));
    t.col(text("note"));
    t.col(string_len("scale", 24));
    t.col(json("towns"));
    t.col(string_null("branch"));
    t.col(json("away"));
    for number in ["caseload_lower", "caseload_upper", "branch_misfit_m", "town_crossing_m"] {
        t.col(integer(number));
    }
    t.col(integer("change_m"));
    t.col(json("branch_fits"));
    for number in ["firms", "officers", "firms_done"] {
        t.col(integer(number));
    }
    t.col(instant("beat_at"));
    t.col(json_null("outcome"));
    t.col(uuid("proposed_by_id"));
    t.col(uuid_null("decided_by_id"));
    t.col(timestamp_with_time_zone_null("decided_at"));
    t.col(text_null("decision_note"));
    t.col(timestamp_with_time_zone_null("computed_at"));
    t.col(timestamp_with_time_zone_null("applied_at"));
    kept(&mut t);
    t.foreign_key(&mut refers("caseload_plan", "proposed_by_id", "app_user"));
    t.foreign_key(&mut refers("caseload_plan", "decided_by_id", "app_user"));
    t
}

fn planned() -> TableCreateStatement {
    let mut t = table("planned_assignment");
    t.col(uuid("plan_id"));
    t.col(integer("place"));
    t.col(uuid("enterprise_id"));
    t.col(uuid_null("present_officer_id"));
    t.col(uuid_null("officer_id"));
    t.col(integer_null("present_distance_m"));
    t.col(integer_null("distance_m"));
    t.col(boolean("is_move"));
    t.col(string_len("reason", 24));
    t.col(string_len_null("misfit", 24));
    t.foreign_key(&mut refers("planned_assignment", "plan_id", "caseload_plan"));
    t.foreign_key(&mut refers("planned_assignment", "enterprise_id", "enterprise"));
    t.foreign_key(&mut refers("planned_assignment", "present_officer_id", "officer"));
    t.foreign_key(&mut refers("planned_assignment", "officer_id", "officer"));
    t
}
