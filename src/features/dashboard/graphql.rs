//! The dashboard in the schema.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use futures_util::future::try_join_all;

use super::{
    count::{caseloads, figure, spread},
    figures::{KINDS, Kind, Measures, definition, title},
};
use crate::{
    features::{assignments::plans::graphql_outcome::CaseloadBar, settings},
    platform::{Result, viewer::ViewerContext},
};

/// The leader's screen 工作概览: what is counted within the viewer's reach, now.
#[derive(SimpleObject)]
struct Dashboard {
    /// When it was counted.
    at: DateTime<Utc>,
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
}

/// The query of the dashboard.
#[derive(Default)]
pub struct DashboardQuery;

/// The dashboard.
#[Object]
impl DashboardQuery {
    /// A few figures of the programme, each with its definition, counted over the rows within the
    /// viewer's reach. Every role.
    async fn dashboard(&self, ctx: &Context<'_>) -> Result<Dashboard> {
        let (viewer, language) = (ctx.viewer()?, ctx.caller()?.language);
        let settings = settings::current(viewer).await?;
        let caseloads = caseloads(viewer).await?;
        let measures = Measures {
            lower: settings.caseload_lower,
            upper: settings.caseload_upper,
            cadence_days: settings.visit_cadence_days,
        };
        let figures = KINDS.iter().map(async |kind| {
            let share = figure(viewer, *kind, &settings, &caseloads).await?;
            Ok::<_, crate::platform::Error>(Figure {
                kind: *kind,
                title: title(*kind, language),
                definition: definition(*kind, measures, language),
                numerator: share.numerator,
                denominator: share.denominator,
            })
        });
        let bar = |(caseload, officers)| CaseloadBar {
            caseload: u32::try_from(caseload).unwrap_or(u32::MAX),
            officers: u32::try_from(officers).unwrap_or(u32::MAX),
        };
        Ok(Dashboard {
            at: viewer.clock().now(),
            caseload_lower: measures.lower,
            caseload_upper: measures.upper,
            visit_cadence_days: measures.cadence_days,
            spread: spread(&caseloads).into_iter().map(bar).collect(),
            figures: try_join_all(figures).await?,
        })
    }
}
