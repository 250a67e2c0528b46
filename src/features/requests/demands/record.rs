//! The demands on record, as series: of one requester, about one thing, in one month of the year.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
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

/// One demand on record, without the words of its request.
#[derive(Clone, Debug)]
pub struct Filed {
    /// What was asked for, and for which year.
    pub asked: Asked,
    /// The demand.
    pub demand_id: Id<demand::Entity>,
    /// Its request.
    pub request_id: Id<service_request::Entity>,
    /// What it is about.
    pub category: Category,
    months: Vec<u32>,
    association_id: Option<Id<association::Entity>>,
    enterprise_id: Option<Id<enterprise::Entity>>,
    filed_at: DateTime<Utc>,
}

impl Filed {
    /// The record of a demand; none of one that was rejected or taken back.
    pub fn of(demand: &demand::Model, request: &service_request::Model) -> Option<Self> {
        let stands = !matches!(request.state, State::Rejected | State::Withdrawn);
        stands.then(|| Self {
            asked: Asked { year: demand.year, firms: demand.firms, people: demand.people },
            demand_id: demand.id,
            request_id: request.id,
            category: request.category,
            months: demand.months.0.clone(),
            association_id: request.association_id,
            enterprise_id: request.enterprise_id,
            filed_at: demand.created_at,
        })
    }
}

/// The series of these demands, each the oldest first.
pub fn series(filed: Vec<Filed>) -> BTreeMap<Series, Vec<Filed>> {
    let mut series: BTreeMap<Series, Vec<Filed>> = BTreeMap::new();
    for filed in filed {
        for month in &filed.months {
            let key = Series {
                month: *month,
                association_id: filed.association_id,
                enterprise_id: filed.enterprise_id,
                category: filed.category as u8,
            };
            let year = year_of(&[*month], day_of(filed.filed_at));
            let asked = Asked { year, ..filed.asked };
            series.entry(key).or_default().push(Filed { asked, ..filed.clone() });
        }
    }
    for filed in series.values_mut() {
        filed.sort_by_key(|filed| (filed.asked.year, filed.filed_at));
    }
    series
}
