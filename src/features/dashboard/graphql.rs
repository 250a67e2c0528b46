//! The dashboard in the schema.

use async_graphql::{Context, Json, Object, SimpleObject};
use chrono::{DateTime, Days, Utc};
use futures_util::future::try_join_all;
use serde_json::Value;

use super::{
    count::{Share, caseloads, figure, spread},
    figures::{KINDS, Kind, Measures, definition, is_of_period, title},
    period::Period,
    rows::{Rows, rows},
};
use crate::{
    features::{assignments::plans::graphql_outcome::CaseloadBar, settings},
    platform::{Error, Result, scalars::Day, viewer::ViewerContext},
};

/// The leader's screen 工作概览: what is counted within the viewer's reach, now.
#[derive(SimpleObject)]
struct Dashboard {
    /// When it was counted.
    at: DateTime<Utc>,
    /// The first day of the period.
    from: Day,
    /// The last day of the period.
    to: Day,
    /// The first day of the period before it, which has as many days.
    previous_from: Day,
    /// The last day of the period before it.
    previous_to: Day,
    /// The lower caseload limit of the programme.
    caseload_lower: i32,
    /// The upper caseload limit of the programme.
    caseload_upper: i32,
    /// Within how many days a firm is to be visited.
    visit_cadence_days: i32,
    /// How many officers have how many firms, by that number; officers without any are left out.
    spread: Vec<CaseloadBar>,
    /// The figures, in the order of the screen.
    figures: Vec<Figure>,
}

/// A figure: so many of so many.
#[derive(SimpleObject)]
struct Figure {
    /// Which.
    kind: Kind,
    /// What it is called, in the language of `Accept-Language`.
    title: &'static str,
    /// What is counted, and of how many, in the language of `Accept-Language`.
    definition: String,
    /// So many.
    numerator: u64,
    /// Of so many; may be zero.
    denominator: u64,
    /// The same of the period before; null for what stands now.
    previous: Option<FigureShare>,
    /// The rows that the numerator counts.
    rows: FigureRows,
}

/// So many of so many.
#[derive(SimpleObject)]
struct FigureShare {
    /// So many.
    numerator: u64,
    /// Of so many; may be zero.
    denominator: u64,
}

impl From<Share> for FigureShare {
    fn from(Share { numerator, denominator }: Share) -> Self {
        Self { numerator, denominator }
    }
}

/// Where the rows of a figure are.
#[derive(SimpleObject)]
struct FigureRows {
    /// The root field that lists them.
    list: &'static str,
    /// What to give as its `filter`.
    filter: Json<Value>,
}

impl From<Rows> for FigureRows {
    fn from(Rows { list, filter }: Rows) -> Self {
        Self { list, filter: Json(filter) }
    }
}

/// The query of the dashboard.
#[derive(Default)]
pub struct DashboardQuery;

/// The dashboard.
#[Object]
impl DashboardQuery {
    /// Figures of the programme and of the services around it, each with its definition, counted over
    /// the rows within the viewer's reach. Every role.
    async fn dashboard(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day of the period; the first of the month when left out.")]
        from: Option<Day>,
        #[graphql(desc = "The last day of the period, at most 366 days; today when left out.")]
        to: Option<Day>,
    ) -> Result<Dashboard> {
        let (viewer, language) = (ctx.viewer()?, ctx.caller()?.language);
        let today = viewer.clock().today();
        let period = Period::asked(from.map(|day| day.0), to.map(|day| day.0), today)?;
        let before = period.before();
        let settings = settings::current(viewer).await?;
        let caseloads = caseloads(viewer).await?;
        let back = u64::try_from(settings.visit_cadence_days - 1).unwrap_or_default();
        let measures = Measures {
            lower: settings.caseload_lower,
            upper: settings.caseload_upper,
            cadence_days: settings.visit_cadence_days,
            visited_since: today.checked_sub_days(Days::new(back)).unwrap_or(today),
        };
        let figures = KINDS.iter().map(async |kind| {
            let share = figure(viewer, *kind, measures, &caseloads, period).await?;
            let previous = match is_of_period(*kind) {
                true => Some(figure(viewer, *kind, measures, &caseloads, before).await?),
                false => None,
            };
            Ok::<_, Error>(Figure {
                kind: *kind,
                title: title(*kind, language),
                definition: definition(*kind, measures, language),
                numerator: share.numerator,
                denominator: share.denominator,
                previous: previous.map(FigureShare::from),
                rows: rows(*kind, measures, period).into(),
            })
        });
        let bar = |(caseload, officers)| CaseloadBar {
            caseload: u32::try_from(caseload).unwrap_or(u32::MAX),
            officers: u32::try_from(officers).unwrap_or(u32::MAX),
        };
        Ok(Dashboard {
            at: viewer.clock().now(),
            from: Day(period.from),
            to: Day(period.to),
            previous_from: Day(before.from),
            previous_to: Day(before.to),
            caseload_lower: measures.lower,
            caseload_upper: measures.upper,
            visit_cadence_days: measures.cadence_days,
            spread: spread(&caseloads).into_iter().map(bar).collect(),
            figures: try_join_all(figures).await?,
        })
    }
}
