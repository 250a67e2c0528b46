//! The working calendar in the schema.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{Id, calendar_year};

use super::{
    announcement::Announcement,
    service::{self, ListedDay},
    working_time::{self, DayKind, Due},
};
use crate::platform::{Result, input, scalars::Day, viewer::ViewerContext};

/// A year of the calendar.
pub struct CalendarYear(calendar_year::Model);

impl From<calendar_year::Model> for CalendarYear {
    fn from(row: calendar_year::Model) -> Self {
        Self(row)
    }
}

/// A year of the working calendar 工作日历 that is loaded: its holidays and make-up days are known.
/// Every person reads it.
#[Object]
impl CalendarYear {
    /// The id.
    pub async fn id(&self) -> Id<calendar_year::Entity> {
        self.0.id
    }

    /// The year.
    async fn year(&self) -> i32 {
        self.0.year
    }

    /// Where its days come from, such as the number of the announcement.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// When its days were last imported; null for the years that a programme begins with.
    async fn imported_at(&self) -> Option<DateTime<Utc>> {
        self.0.imported_at
    }

    /// Counts the changes.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A day of the calendar, and what it is.
#[derive(SimpleObject)]
struct CalendarDay {
    /// The day.
    day: Day,
    /// Whether it is worked.
    is_working: bool,
    /// Why.
    kind: DayKind,
    /// Whether the year is not loaded, so that only the week is known.
    is_provisional: bool,
}

impl From<ListedDay> for CalendarDay {
    fn from(ListedDay { day, kind, is_known }: ListedDay) -> Self {
        Self { day: Day(day), is_working: kind.is_working(), kind, is_provisional: !is_known }
    }
}

/// A day that was counted for a deadline.
#[derive(SimpleObject)]
pub struct CountedDay {
    /// The day.
    day: Day,
    /// How many minutes of it were counted.
    minutes: u32,
}

impl From<working_time::CountedDay> for CountedDay {
    fn from(counted: working_time::CountedDay) -> Self {
        Self { day: Day(counted.day), minutes: counted.minutes }
    }
}

/// How a deadline came about: the days that were counted for it.
#[derive(SimpleObject)]
pub struct DueExplanation {
    /// The deadline.
    due_at: DateTime<Utc>,
    /// Whether it leans on a year that is not announced yet, so that it may move.
    is_provisional: bool,
    /// The days that were counted, in order; the others were off.
    days: Vec<CountedDay>,
}

impl From<Due> for DueExplanation {
    fn from(due: Due) -> Self {
        Self {
            due_at: due.at,
            is_provisional: due.provisional,
            days: due.counted.into_iter().map(Into::into).collect(),
        }
    }
}

/// A year as it was announced.
#[derive(InputObject)]
struct CalendarYearInput {
    /// The year, 2000 to 2100.
    year: i32,
    /// The days off 放假, 1 to 60, weekend days among them or not.
    off: Vec<Day>,
    /// The Saturdays and Sundays that are worked 调休上班.
    work: Vec<Day>,
}

impl From<CalendarYearInput> for Announcement {
    fn from(input: CalendarYearInput) -> Self {
        let days = |days: Vec<Day>| days.into_iter().map(|day| day.0).collect();
        Self { year: input.year, off: days(input.off), work: days(input.work) }
    }
}

/// Years of the calendar to be replaced.
#[derive(InputObject)]
struct ImportCalendarInput {
    /// The years, 1 to 10, each once.
    years: Vec<CalendarYearInput>,
    /// Where they come from, such as the number of the announcement.
    source: Option<String>,
}

/// The years as they stand now.
#[derive(SimpleObject)]
struct ImportCalendarPayload {
    /// The years that were named, in that order.
    calendar_years: Vec<CalendarYear>,
}

/// Queries about the calendar.
#[derive(Default)]
pub struct CalendarQuery;

/// The working calendar.
#[Object]
impl CalendarQuery {
    /// The years that are loaded, in order. Every person.
    async fn calendar_years(&self, ctx: &Context<'_>) -> Result<Vec<CalendarYear>> {
        let years = service::loaded_years(ctx.viewer()?).await?;
        Ok(years.into_iter().map(Into::into).collect())
    }

    /// Each day from one to another, and whether it is worked. Every person.
    async fn working_days(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Day,
        #[graphql(desc = "The last day, inclusive: at most 400 days.")] to: Day,
    ) -> Result<Vec<CalendarDay>> {
        let days = service::list_days(ctx.viewer()?, from.0, to.0).await?;
        Ok(days.into_iter().map(Into::into).collect())
    }
}

/// Changes of the calendar.
#[derive(Default)]
pub struct CalendarMutation;

/// Importing the working calendar.
#[Object]
impl CalendarMutation {
    /// Replaces each of these years of the working calendar whole. COORDINATOR, ADMIN with SYSTEM.
    /// The same once more changes nothing; deadlines that were provisional are computed again.
    async fn import_calendar(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Years of the calendar to be replaced.")] input: ImportCalendarInput,
    ) -> Result<ImportCalendarPayload> {
        let source = match &input.source {
            Some(source) => Some(input::line("source", source)?),
            None => None,
        };
        let announced = input.years.into_iter().map(Into::into).collect();
        let years = service::import_calendar(ctx.viewer()?, announced, source).await?;
        Ok(ImportCalendarPayload { calendar_years: years.into_iter().map(Into::into).collect() })
    }
}
