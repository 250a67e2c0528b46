//! Creates the working calendar: the years that are loaded, and their days that differ from the week.

use sea_orm_migration::{prelude::*, schema::*};

use crate::shape::{Equals, create, drop, index, instant, kept, refers, table};

/// Creates the working calendar.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            vec![
                {
                    let mut t = table("calendar_year");
                    t.col(integer("year"));
                    t.col(text_null("source"));
                    t.col(timestamp_with_time_zone_null("imported_at"));
                    t.col(uuid_null("imported_by_id"));
                    kept(&mut t);
                    t.foreign_key(&mut refers("calendar_year", "imported_by_id", "app_user"));
                    t
                },
                {
                    let mut t = table("calendar_day");
                    t.col(uuid("calendar_year_id"));
                    t.col(date("day"));
                    t.col(boolean("is_working"));
                    t.col(instant("created_at"));
                    t.foreign_key(&mut refers("calendar_day", "calendar_year_id", "calendar_year"));
                    t
                },
            ],
            vec![
                index("calendar_year", &["year"], Equals::Refused),
                index("calendar_year", &["imported_at"], Equals::Allowed),
                index("calendar_year", &["imported_by_id"], Equals::Allowed),
                index("calendar_day", &["day"], Equals::Refused),
                index("calendar_day", &["calendar_year_id"], Equals::Allowed),
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["calendar_year", "calendar_day"]).await
    }
}
