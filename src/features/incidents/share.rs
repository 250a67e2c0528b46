//! The diverted share 分流率: of the incidents that came in, how many were diverted, by town and month.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use entity::{Id, incident, town};
use sea_orm::{ColumnTrait, sea_query::ExprTrait};

use crate::platform::{
    Error, Result,
    clock::{end_of, start_of},
    error::{Language, Reason},
    viewer::Viewer,
};

/// Three years.
const MOST_DAYS: u64 = 1_096;

const BAD_PERIOD: Reason = Reason {
    code: "bad_period",
    zh: "起止日期颠倒，或跨度超过三年",
    en: "The period runs backwards or is longer than three years",
};

/// The share of one town in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthShare {
    /// The town.
    pub town_id: Id<town::Entity>,
    /// `2026-11`.
    pub month: String,
    /// How many were diverted.
    pub numerator: u64,
    /// Of how many.
    pub denominator: u64,
}

/// What is counted, and of how many.
pub const fn definition(language: Language) -> &'static str {
    match language {
        Language::Chinese => {
            "已分流至镇街社会治理中心的警情数（含其后退回公安的）÷ 同期接报的全部警情数；按接报时间\
             （北京时间）所在月份统计"
        }
        Language::English => {
            "Incidents diverted to a town's governance centre (those given back later included), of \
             all incidents received; by the month, in Asia/Shanghai, in which the call came"
        }
    }
}

/// The shares of the towns, month by month, counted within the viewer's reach in two statements.
///
/// # Errors
/// `Invalid` for a period that runs backwards or is too long.
pub async fn shares(
    viewer: &Viewer,
    (from, to): (NaiveDate, NaiveDate),
    town: Option<Id<town::Entity>>,
) -> Result<Vec<MonthShare>> {
    use incident::Column;
    if to < from || from.checked_add_days(Days::new(MOST_DAYS)).is_none_or(|last| to > last) {
        return Err(Error::invalid("to", BAD_PERIOD));
    }
    let period = Column::ReceivedAt.gte(start_of(from)).and(Column::ReceivedAt.lt(end_of(to)));
    let received = viewer.scoped::<incident::Entity>().filter(period);
    let received = received.filter_if(town, |id| Column::TownId.eq(id));
    let diverted = received.clone().filter(Column::DivertedAt.is_not_null());
    let received: HashMap<(Id<town::Entity>, String), u64> =
        received.count_by_month(Column::TownId, Column::ReceivedAt).await?;
    let diverted: HashMap<(Id<town::Entity>, String), u64> =
        diverted.count_by_month(Column::TownId, Column::ReceivedAt).await?;
    let share = |(place, denominator): ((Id<town::Entity>, String), u64)| {
        let numerator = diverted.get(&place).copied().unwrap_or_default();
        let (town_id, month) = place;
        MonthShare { town_id, month, numerator, denominator }
    };
    let mut shares: Vec<_> = received.into_iter().map(share).collect();
    shares.sort_by(|a, b| (&a.month, a.town_id).cmp(&(&b.month, b.town_id)));
    Ok(shares)
}
