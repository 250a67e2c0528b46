//! Adds to incidents what becomes of them: as what they were sorted, under which procedure, where and
//! when they went.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, index};

/// Adds to incidents what becomes of them.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Spelled with the column: SQLite adds no constraint to a table that stands.
const TIES: [(&str, &str); 3] = [
    (
        "triage_category_id",
        "CONSTRAINT fk_incident_triage_category_id REFERENCES incident_category (id) ON DELETE \
         RESTRICT",
    ),
    (
        "mechanism_edition_id",
        "CONSTRAINT fk_incident_mechanism_edition_id REFERENCES mechanism_edition (id) ON DELETE \
         RESTRICT",
    ),
    ("centre_id", "CONSTRAINT fk_incident_centre_id REFERENCES agency (id) ON DELETE RESTRICT"),
];

fn plain() -> [ColumnDef; 6] {
    [
        string_len_null("nature", 24),
        integer_null("receipt_year"),
        integer_null("receipt_serial"),
        timestamp_with_time_zone_null("diverted_at"),
        timestamp_with_time_zone_null("settled_at"),
        timestamp_with_time_zone_null("closed_at"),
    ]
}

/// Few are diverted or name a procedure: an index full of nothing is scanned rather than searched.
fn indexes() -> [IndexCreateStatement; 5] {
    let of_some = |column: &'static str, columns: &[&'static str], equals| {
        index("incident", columns, equals).and_where(Expr::col(column).is_not_null()).take()
    };
    [
        of_some("triage_category_id", &["triage_category_id"], Equals::Allowed),
        of_some("mechanism_edition_id", &["mechanism_edition_id"], Equals::Allowed),
        of_some("centre_id", &["centre_id", "created_at", "id"], Equals::Allowed),
        of_some("receipt_year", &["receipt_year", "receipt_serial"], Equals::Refused),
        index("incident", &["received_at", "town_id"], Equals::Allowed),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ties = TIES.map(|(column, to)| uuid_null(column).extra(to).take());
        for column in ties.into_iter().chain(plain()) {
            let add = Table::alter().table("incident").add_column(column).take();
            manager.alter_table(add).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [
            "ix_incident_triage_category_id",
            "ix_incident_mechanism_edition_id",
            "ix_incident_centre_id_created_at_id",
            "uq_incident_receipt_year_receipt_serial",
            "ix_incident_received_at_town_id",
        ] {
            let mut gone = Index::drop();
            gone.table("incident").name(name);
            manager.drop_index(gone).await?;
        }
        let plain =
            ["nature", "receipt_year", "receipt_serial", "diverted_at", "settled_at", "closed_at"];
        for column in TIES.map(|(column, _)| column).into_iter().chain(plain) {
            let gone = Table::alter().table("incident").drop_column(column).take();
            manager.alter_table(gone).await?;
        }
        Ok(())
    }
}
