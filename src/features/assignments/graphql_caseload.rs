//! Which caseloads are listed.

use async_graphql::InputObject;
use entity::{Id, agency, assignment, officer};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use crate::platform::{Error, Result, input, select::Scoped, viewer::Viewer};

/// Which caseloads. What is left out does not narrow.
#[derive(InputObject, Default)]
pub struct CaseloadFilter {
    /// Those of officers of this agency.
    agency: Option<Id<agency::Entity>>,
    /// Those of so many firms or more.
    fewest: Option<i32>,
    /// Those of so many firms or fewer.
    most: Option<i32>,
}

impl CaseloadFilter {
    /// The officers whose caseload fits, counted over the assignments within reach.
    ///
    /// # Errors
    /// `Invalid` for fewer than none.
    pub async fn select(self, viewer: &Viewer) -> Result<Scoped<'static, officer::Entity>> {
        let officers = viewer
            .scoped::<officer::Entity>()
            .filter_if(self.agency, |id| officer::Column::AgencyId.eq(id));
        let fewest = number("filter.fewest", self.fewest)?;
        let most = number("filter.most", self.most)?;
        if fewest.is_none() && most.is_none() {
            return Ok(officers);
        }
        let fits = |caseload: u64| {
            fewest.is_none_or(|fewest| caseload >= fewest)
                && most.is_none_or(|most| caseload <= most)
        };
        let counts = viewer
            .scoped::<assignment::Entity>()
            .filter(assignment::Column::EndedOn.is_null())
            .count_by::<Id<officer::Entity>>(assignment::Column::OfficerId)
            .await?;
        // Whoever has none is not counted: where that fits, those are left out that do not.
        let none_fits = fits(0);
        let named = counts.into_iter().filter(|(_, count)| fits(*count) != none_fits);
        let among = officer::Column::Id.is_in(named.map(|(id, _)| id.uuid()));
        Ok(officers.filter(if none_fits { among.not() } else { among }))
    }
}

fn number(field: &'static str, given: Option<i32>) -> Result<Option<u64>> {
    let number = given.map(u64::try_from).transpose();
    number.map_err(|_| Error::invalid(field, input::OUT_OF_RANGE))
}
