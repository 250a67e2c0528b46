//! Two plans beside each other.

use std::collections::HashMap;

use entity::{Id, caseload_plan, enterprise, officer, planned_assignment};
use sea_orm::ColumnTrait;

use crate::platform::{Result, viewer::Viewer};

/// As many firms as one plan can take in.
const MOST: u64 = 200_000;

/// In how many firms that both take in two plans differ; none where one is out of reach.
///
/// # Errors
/// Those of the database.
pub async fn firms_that_differ(
    viewer: &Viewer,
    one: Id<caseload_plan::Entity>,
    other: Id<caseload_plan::Entity>,
) -> Result<Option<u64>> {
    if viewer.row(other).await?.is_none() {
        return Ok(None);
    }
    let (one, other) = (officers(viewer, one).await?, officers(viewer, other).await?);
    let differs = |(firm, officer): &(&Id<enterprise::Entity>, _)| {
        other.get(firm).is_some_and(|there| there != *officer)
    };
    Ok(Some(one.iter().filter(differs).count() as u64))
}

type Officers = HashMap<Id<enterprise::Entity>, Option<Id<officer::Entity>>>;

async fn officers(viewer: &Viewer, plan: Id<caseload_plan::Entity>) -> Result<Officers> {
    let of_plan = planned_assignment::Column::PlanId.eq(plan);
    let rows = viewer.scoped::<planned_assignment::Entity>().filter(of_plan).at_most(MOST).await?;
    Ok(rows.into_iter().map(|row| (row.enterprise_id, row.officer_id)).collect())
}
