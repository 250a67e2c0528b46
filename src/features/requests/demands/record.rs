//! The demands on record, as series: of one requester, about one thing, in one month of the year.

use std::collections::BTreeMap;

use entity::{
    Id, association, demand, enterprise,
    service_request::{self, Category, State},
};

use super::forecast::{Asked, year_of};
use crate::platform::clock::day_of;

/// What makes demands of several years one series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Series {
    /// The month, 1 to 12.
    pub month: u32,
    /// The association that asks.
    pub association_id: Option<Id<association::Entity>>,
    /// The firm that asks.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// What it is about, by its place among the categories.
    category: u8,
}

/// One demand with its request.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The year that its month is in.
    pub year: i32,
    /// The demand.
    pub demand: demand::Model,
    /// Its request.
    pub request: service_request::Model,
}

impl Filed {
    /// What was asked for.
    pub fn asked(&self) -> Asked {
        let demand = &self.demand;
        Asked { year: self.year, firms: demand.firms, people: demand.people }
    }
}

/// The series of these demands, each the oldest first. What was rejected or taken back is no record.
pub fn series(filed: Vec<Filed>) -> BTreeMap<Series, Vec<Filed>> {
    let mut series: BTreeMap<Series, Vec<Filed>> = BTreeMap::new();
    for filed in filed {
        if matches!(filed.request.state, State::Rejected | State::Withdrawn) {
            continue;
        }
        for month in &filed.demand.months.0 {
            let key = Series {
                month: *month,
                association_id: filed.request.association_id,
                enterprise_id: filed.request.enterprise_id,
                category: filed.request.category as u8,
            };
            let year = year_of(&[*month], day_of(filed.demand.created_at));
            series.entry(key).or_default().push(Filed { year, ..filed.clone() });
        }
    }
    for filed in series.values_mut() {
        filed.sort_by_key(|filed| (filed.year, filed.demand.created_at));
    }
    series
}

/// What a series is about.
pub fn category(filed: &[Filed]) -> Option<Category> {
    filed.last().map(|filed| filed.request.category)
}
