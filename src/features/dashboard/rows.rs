//! Which list, and by which filter, shows the rows that a figure counts. Pure.

use serde_json::{Value, json};

use super::{
    figures::{Kind, Measures},
    period::Period,
};

/// A list of the schema and its `filter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The root field.
    pub list: &'static str,
    /// What to give as `filter`.
    pub filter: Value,
}

/// The rows of the numerator.
pub fn rows(kind: Kind, measures: Measures, period: Period) -> Rows {
    let Period { from, to } = period;
    let (list, filter) = match kind {
        Kind::Coverage => ("enterprises", json!({ "assigned": true })),
        // An officer without any is not counted, whatever the lower limit.
        Kind::CaseloadWithinLimits => {
            ("caseload", json!({ "fewest": measures.lower.max(1), "most": measures.upper }))
        }
        Kind::VisitsWithinCadence => {
            ("enterprises", json!({ "assigned": true, "visitedFrom": measures.visited_since }))
        }
        Kind::FirmsVisited => {
            ("enterprises", json!({ "assigned": true, "visitedFrom": from, "visitedTo": to }))
        }
        Kind::RequestsClosed => {
            ("serviceRequests", json!({ "createdFrom": from, "createdTo": to, "open": false }))
        }
        Kind::OverdueRequests => ("serviceRequests", json!({ "open": true, "overdue": true })),
        Kind::EscalationsWaiting => ("escalations", json!({ "state": "PENDING" })),
        Kind::EscalationsOverdue => ("escalations", json!({ "overdue": true })),
        Kind::KiosksOffline => ("kiosks", json!({ "state": "OFFLINE" })),
    };
    Rows { list, filter }
}
