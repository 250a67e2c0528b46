//! Loading the calendar for a deadline, and importing years of it. An import waits for the one
//! before it, and replaces each year whole.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use entity::{calendar_day, calendar_year};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};

use super::{
    announcement::{Announcement, check},
    policy,
    working_time::{CalendarDays, DayKind, Hours, WorkCalendar},
};
use crate::platform::{
    Error, Result, clock::day_of, db::Db, error::Reason, input::TOO_MANY, select::Scoped, tx::Tx,
    viewer::Viewer,
};

/// Held by an import to its end: `calenda`.
const IMPORTS: i64 = 0x63_616c_656e_6461;
/// Years from 2000 to 2100.
const MOST_YEARS: u64 = 101;
/// Two lists of at most 60 days a year.
const MOST_DAYS_OF_A_YEAR: u64 = 120;
/// A deadline lies at most ten years after its beginning.
const YEARS_AHEAD: i32 = 11;
/// The most days of one list.
const MOST_DAYS_LISTED: i64 = 400;

const ENDS_BEFORE_IT_BEGINS: Reason = Reason {
    code: "ends_before_it_begins",
    zh: "结束日期不能早于开始日期",
    en: "It ends before it begins",
};

/// The calendar for deadlines that begin at `since` or later, read inside a write: two statements.
///
/// # Errors
/// Those of the database.
pub async fn load(tx: &Tx, hours: Hours, since: DateTime<Utc>) -> Result<WorkCalendar> {
    let days = known(tx.scoped(), tx.scoped(), years_of(since)).await?;
    Ok(WorkCalendar::new(days, hours))
}

/// As `load`, outside of a write: for a viewer's `db` and for the worker's.
///
/// # Errors
/// Those of the database.
pub async fn load_for(db: &Db, hours: Hours, since: DateTime<Utc>) -> Result<WorkCalendar> {
    let days = known(db.scoped(), db.scoped(), years_of(since)).await?;
    Ok(WorkCalendar::new(days, hours))
}

/// When years were last imported, if ever: what was provisional before then may be certain by now.
///
/// # Errors
/// Those of the database.
pub async fn last_import(db: &Db) -> Result<Option<DateTime<Utc>>> {
    use calendar_year::Column::ImportedAt;
    let imported = db.scoped::<calendar_year::Entity>().filter(ImportedAt.is_not_null());
    let last = imported.order_by(ImportedAt, Order::Desc).one().await?;
    Ok(last.and_then(|year| year.imported_at))
}

/// The first and the last year that deadlines from then on can lean on.
fn years_of(since: DateTime<Utc>) -> (i32, i32) {
    let year = day_of(since).year();
    (year - 1, year + YEARS_AHEAD)
}

/// What is known of the days of these years. The years are read first: one that is imported
/// meanwhile is then missing, never there without its days.
async fn known(
    years: Scoped<'_, calendar_year::Entity>,
    days: Scoped<'_, calendar_day::Entity>,
    (first, last): (i32, i32),
) -> Result<CalendarDays> {
    use calendar_day::Column::Day;
    let years = years.filter(calendar_year::Column::Year.between(first, last));
    let years = years.at_most(MOST_YEARS).await?;
    let most = MOST_DAYS_OF_A_YEAR * u64::try_from(years.len()).unwrap_or_default();
    let january = NaiveDate::from_ymd_opt(first, 1, 1);
    let december = NaiveDate::from_ymd_opt(last, 12, 31);
    let days = days.filter_if(january, |day| Day.gte(day)).filter_if(december, |day| Day.lte(day));
    let days = days.at_most(most).await?;
    let listed = days.into_iter().map(|row| (row.day, row.is_working));
    Ok(CalendarDays::new(years.into_iter().map(|row| row.year), listed))
}

/// A day, what it is, and whether its year is loaded.
pub struct ListedDay {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: DayKind,
    /// Whether that is certain.
    pub is_known: bool,
}

/// The days from one to another, both included; none for a machine.
///
/// # Errors
/// `Invalid` when they end before they begin, or are more than 400.
pub async fn list_days(viewer: &Viewer, from: NaiveDate, to: NaiveDate) -> Result<Vec<ListedDay>> {
    if to < from {
        return Err(Error::invalid("to", ENDS_BEFORE_IT_BEGINS));
    }
    if (to - from).num_days() >= MOST_DAYS_LISTED {
        return Err(Error::invalid("to", TOO_MANY));
    }
    if !viewer.actor.reads_directory() {
        return Ok(Vec::new());
    }
    let days = known(viewer.scoped(), viewer.scoped(), (from.year(), to.year())).await?;
    let listed = |day| ListedDay { day, kind: days.kind(day), is_known: days.knows(day) };
    Ok(from.iter_days().take_while(|day| *day <= to).map(listed).collect())
}

/// The years that are loaded, in order.
///
/// # Errors
/// Those of the database.
pub async fn loaded_years(viewer: &Viewer) -> Result<Vec<calendar_year::Model>> {
    let years = viewer.scoped::<calendar_year::Entity>();
    years.order_by(calendar_year::Column::Year, Order::Asc).at_most(MOST_YEARS).await
}

/// Replaces each of these years whole. A year that says the same already stays untouched; with
/// other days its source is replaced too, and else only by another one that is given.
///
/// # Errors
/// `Invalid` for years that cannot be meant.
pub async fn import_calendar(
    viewer: &Viewer,
    announced: Vec<Announcement>,
    source: Option<String>,
) -> Result<Vec<calendar_year::Model>> {
    let mut tx = viewer.begin(policy::IMPORT).await?;
    check(&announced)?;
    tx.claim(IMPORTS).await?;
    let mut years = Vec::with_capacity(announced.len());
    for year in &announced {
        years.push(replace(&mut tx, viewer, year, source.as_deref()).await?);
    }
    tx.commit().await?;
    Ok(years)
}

async fn replace(
    tx: &mut Tx,
    viewer: &Viewer,
    announced: &Announcement,
    source: Option<&str>,
) -> Result<calendar_year::Model> {
    let now = tx.clock().now();
    let years = tx.scoped::<calendar_year::Entity>();
    let before = years.filter(calendar_year::Column::Year.eq(announced.year)).one().await?;
    let loaded = calendar_year::ActiveModel {
        source: Set(source.map(str::to_owned)),
        imported_at: Set(Some(now)),
        imported_by_id: Set(Some(viewer.actor.user_id)),
        ..Default::default()
    };
    let Some(before) = before else {
        let new = calendar_year::ActiveModel {
            id: Set(tx.clock().new_id()),
            year: Set(announced.year),
            version: Set(1),
            created_at: Set(now),
            ..loaded
        };
        let year = tx.insert(new).await?;
        replace_days(tx, &year, announced).await?;
        return Ok(year);
    };
    let days_changed = replace_days(tx, &before, announced).await?;
    let source_changed = source.is_some() && before.source.as_deref() != source;
    if days_changed || source_changed { tx.update(&before, loaded).await } else { Ok(before) }
}

/// Makes the days of a year those that were announced, and says whether any differed.
async fn replace_days(
    tx: &mut Tx,
    year: &calendar_year::Model,
    announced: &Announcement,
) -> Result<bool> {
    let mut missing = announced.days();
    let standing = tx.scoped::<calendar_day::Entity>();
    let standing = standing.filter(calendar_day::Column::CalendarYearId.eq(year.id));
    let mut changed = false;
    for row in standing.at_most(MOST_DAYS_OF_A_YEAR).await? {
        match missing.remove(&row.day) {
            Some(is_working) if is_working == row.is_working => {}
            Some(is_working) => {
                let turned =
                    calendar_day::ActiveModel { is_working: Set(is_working), ..Default::default() };
                tx.update(&row, turned).await?;
                changed = true;
            }
            None => {
                tx.remove::<calendar_day::Entity>(row).await?;
                changed = true;
            }
        }
    }
    let new: Vec<_> = missing
        .into_iter()
        .map(|(day, is_working)| calendar_day::ActiveModel {
            id: Set(tx.clock().new_id()),
            calendar_year_id: Set(year.id),
            day: Set(day),
            is_working: Set(is_working),
            created_at: Set(tx.clock().now()),
        })
        .collect();
    changed |= !new.is_empty();
    tx.insert_many(new).await?;
    Ok(changed)
}
