//! Seeds the working calendar of 2023 to 2026; later years are imported when they are announced.

use sea_orm_migration::{
    prelude::*,
    sea_orm::prelude::{ChronoDate, ChronoDateTimeUtc, Uuid},
};

/// Seeds the working calendar of 2023 to 2026.
#[derive(DeriveMigrationName)]
pub struct Migration;

const DAYS: &str = include_str!("m20261123_000052_calendar_2023_2026.txt");
const SOURCE: &str = "国务院办公厅关于节假日安排的通知（据 chinese_calendar 1.11.0 整理）";
/// Fixed, so that every county has the same.
const FIRST_YEAR: u128 = 0x0192_0000_0000_7000_8000_0000_0000_0200;
const FIRST_DAY: u128 = 0x0192_0000_0000_7000_8000_0000_0000_1000;

fn wrong(line: &str) -> DbErr {
    DbErr::Migration(format!("the calendar's line reads wrong: {line}"))
}

/// The days of one line: its year, whether they are worked, and the days.
fn read(line: &str) -> Result<(i32, bool, Vec<ChronoDate>), DbErr> {
    let mut words = line.split_whitespace();
    let (Some(year), Some(kind)) = (words.next(), words.next()) else { return Err(wrong(line)) };
    let day = |text: &str| {
        ChronoDate::parse_from_str(&format!("{year}-{text}"), "%Y-%m-%d").map_err(|_| wrong(line))
    };
    let mut days = Vec::new();
    for word in words {
        let (first, last) = word.split_once("..").unwrap_or((word, word));
        let last = day(last)?;
        days.extend(day(first)?.iter_days().take_while(|day| *day <= last));
    }
    Ok((year.parse().map_err(|_| wrong(line))?, kind == "work", days))
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // As old as can be: no import is older.
        let made_at = ChronoDateTimeUtc::default();
        let mut years = Query::insert();
        years.into_table("calendar_year").columns([
            "id",
            "year",
            "source",
            "version",
            "created_at",
        ]);
        let mut days = Query::insert();
        days.into_table("calendar_day").columns([
            "id",
            "calendar_year_id",
            "day",
            "is_working",
            "created_at",
        ]);
        let (mut year_ids, mut day_ids) = (FIRST_YEAR.., FIRST_DAY..);
        let mut current: Option<(i32, Uuid)> = None;
        for line in DAYS.lines().filter(|line| !line.starts_with('#')) {
            let (year, is_working, listed) = read(line)?;
            let year_id = match current {
                Some((before, id)) if before == year => id,
                Some(_) | None => {
                    let id = Uuid::from_u128(year_ids.next().unwrap_or_default());
                    years.values_panic([
                        id.into(),
                        year.into(),
                        SOURCE.into(),
                        1.into(),
                        made_at.into(),
                    ]);
                    id
                }
            };
            current = Some((year, year_id));
            for day in listed {
                days.values_panic([
                    Uuid::from_u128(day_ids.next().unwrap_or_default()).into(),
                    year_id.into(),
                    day.into(),
                    is_working.into(),
                    made_at.into(),
                ]);
            }
        }
        manager.execute(years).await?;
        manager.execute(days).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["calendar_day", "calendar_year"] {
            manager.execute(Query::delete().from_table(table).take()).await?;
        }
        Ok(())
    }
}
