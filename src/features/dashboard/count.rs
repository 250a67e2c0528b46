//! Counting, within the viewer's reach: a constant number of statements, whatever the county's size.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use entity::{Id, assignment, enterprise, escalation, kiosk, officer, service_request, visit};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{
    figures::{Kind, Measures},
    period::Period,
};
use crate::platform::{Result, clock::start_of, select::Scoped, viewer::Viewer};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// So many.
    pub numerator: u64,
    /// Of so many.
    pub denominator: u64,
}

/// How many firms each officer has who has any.
///
/// # Errors
/// Those of the database.
pub async fn caseloads(viewer: &Viewer) -> Result<HashMap<Id<officer::Entity>, u64>> {
    links(viewer).count_by(assignment::Column::OfficerId).await
}

/// How many officers have how many firms, by that number.
pub fn spread(caseloads: &HashMap<Id<officer::Entity>, u64>) -> BTreeMap<u64, u64> {
    let mut spread = BTreeMap::new();
    for caseload in caseloads.values() {
        *spread.entry(*caseload).or_insert(0) += 1;
    }
    spread
}

/// One figure.
///
/// # Errors
/// Those of the database.
pub async fn figure(
    viewer: &Viewer,
    kind: Kind,
    measures: Measures,
    caseloads: &HashMap<Id<officer::Entity>, u64>,
    period: Period,
) -> Result<Share> {
    let (numerator, denominator) = match kind {
        Kind::Coverage => (assigned(viewer).count().await?, firms(viewer).count().await?),
        Kind::CaseloadWithinLimits => {
            let limit = |limit| u64::try_from(limit).unwrap_or_default();
            let within = limit(measures.lower)..=limit(measures.upper);
            let good = caseloads.values().filter(|count| within.contains(count)).count();
            (good as u64, caseloads.len() as u64)
        }
        Kind::VisitsWithinCadence => {
            let in_time = visits(viewer).filter(happened_since(start_of(measures.visited_since)));
            (visited(viewer, in_time).count().await?, assigned(viewer).count().await?)
        }
        Kind::FirmsVisited => {
            let (begin, end) = period.instants();
            let then =
                visits(viewer).filter(happened_since(begin).and(visit::Column::HappensAt.lt(end)));
            (visited(viewer, then).count().await?, assigned(viewer).count().await?)
        }
        Kind::RequestsClosed => {
            use service_request::Column;
            let (begin, end) = period.instants();
            let filed = || {
                let then = Column::CreatedAt.gte(begin).and(Column::CreatedAt.lt(end));
                viewer.scoped::<service_request::Entity>().filter(then)
            };
            let ended = filed().filter(Column::ClosedAt.is_not_null());
            (ended.count().await?, filed().count().await?)
        }
        Kind::OverdueRequests => {
            use service_request::Column;
            let open =
                || viewer.scoped::<service_request::Entity>().filter(Column::ClosedAt.is_null());
            let late = open().filter(Column::DueAt.lte(viewer.clock().now()));
            (late.count().await?, open().count().await?)
        }
        Kind::EscalationsWaiting => {
            use escalation::State::{Pending, Returned};
            let open = steps(viewer, &[Pending, Returned]).count().await?;
            (steps(viewer, &[Pending]).count().await?, open)
        }
        Kind::EscalationsOverdue => {
            let pending = || steps(viewer, &[escalation::State::Pending]);
            let late = escalation::Column::DueAt.lte(viewer.clock().now());
            (pending().filter(late).count().await?, pending().count().await?)
        }
        Kind::KiosksOffline => {
            use kiosk::State::{Offline, Online};
            let states = kiosk::Column::State.is_in([Online, Offline]);
            let kiosks = viewer.scoped::<kiosk::Entity>().filter(states);
            let counts: HashMap<kiosk::State, u64> = kiosks.count_by(kiosk::Column::State).await?;
            let offline = counts.get(&Offline).copied().unwrap_or_default();
            (offline, counts.values().sum())
        }
    };
    Ok(Share { numerator, denominator })
}

fn links(viewer: &Viewer) -> Scoped<'static, assignment::Entity> {
    viewer.scoped::<assignment::Entity>().filter(assignment::Column::EndedOn.is_null())
}

fn firms(viewer: &Viewer) -> Scoped<'static, enterprise::Entity> {
    viewer.scoped::<enterprise::Entity>().filter(enterprise::Column::MergedIntoId.is_null())
}

fn assigned(viewer: &Viewer) -> Scoped<'static, enterprise::Entity> {
    firms(viewer).within(enterprise::Column::Id, links(viewer), assignment::Column::EnterpriseId)
}

/// Assigned firms that these visits went to.
fn visited(
    viewer: &Viewer,
    visits: Scoped<'static, visit::Entity>,
) -> Scoped<'static, enterprise::Entity> {
    assigned(viewer).within(enterprise::Column::Id, visits, visit::Column::EnterpriseId)
}

/// Visits that took place.
fn visits(viewer: &Viewer) -> Scoped<'static, visit::Entity> {
    viewer.scoped::<visit::Entity>().filter(visit::Column::State.eq(visit::State::Done))
}

fn happened_since(begin: DateTime<Utc>) -> Expr {
    visit::Column::HappensAt.gte(begin)
}

fn steps(viewer: &Viewer, states: &[escalation::State]) -> Scoped<'static, escalation::Entity> {
    let states = escalation::Column::State.is_in(states.iter().copied());
    viewer.scoped::<escalation::Entity>().filter(states)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_officer_stands_in_the_spread_once(counts in prop::collection::vec(1..20u64, 0..50)) {
            let caseloads: HashMap<_, _> = counts
                .iter()
                .zip(1..)
                .map(|(count, number)| (Id::from_uuid(uuid::Uuid::from_u128(number)), *count))
                .collect();
            let spread = spread(&caseloads);
            prop_assert_eq!(spread.values().sum::<u64>(), counts.len() as u64);
            let firms: u64 = spread.iter().map(|(caseload, officers)| caseload * officers).sum();
            prop_assert_eq!(firms, counts.iter().sum::<u64>());
        }
    }
}
