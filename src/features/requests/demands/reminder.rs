//! Brings recurring demands to mind ahead of their month. The worker's part; no person may do it.

use entity::{Id, demand, demand_reminder, programme_setting, service_request};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, sea_query::ExprTrait};

use super::{
    forecast::{Asked, coming, forecast},
    record::{Filed, series},
};
use crate::{
    features::requests::policy,
    platform::{
        Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
    },
};

const WHY: &str = "worker: demands come again";

/// Brings to mind every recurring demand whose month is near, by the programme's setting, and that
/// was not filed again yet: once a year, also by two servers that run this at once. Says how many.
///
/// # Errors
/// Those of the database when they cannot be listed.
pub async fn remind_demands(database: &Database) -> Result<u64> {
    let unscoped = database.unscoped(WHY);
    let Some(settings) = unscoped.one::<programme_setting::Entity>(Condition::all()).await? else {
        return Ok(0);
    };
    let ahead = u32::try_from(settings.demand_reminder_months).unwrap_or_default();
    let coming = coming(database.clock().today(), ahead);
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut reminded = 0;
    for (key, filed) in series(filed(database).await?) {
        let Some(last) = filed.last() else { continue };
        let is_next = |(year, month): &&(i32, u32)| *month == key.month && *year > last.asked.year;
        let Some(&(year, _)) = coming.iter().find(is_next) else { continue };
        let record: Vec<_> = filed.iter().map(|filed| filed.asked).collect();
        let Some(expected) = forecast(&record, year) else { continue };
        match remind(&db, &filed, expected, key.month).await {
            Ok(was_told) => reminded += u64::from(was_told),
            Err(error) => {
                tracing::error!(demand.id = %last.demand_id, ?error, "demand not brought to mind");
            }
        }
    }
    Ok(reminded)
}

/// All demands on record.
async fn filed(database: &Database) -> Result<Vec<Filed>> {
    let unscoped = database.unscoped(WHY);
    let demands = unscoped.all::<demand::Entity>(Condition::all()).await?;
    let mut filed = Vec::with_capacity(demands.len());
    for some in demands.chunks(1_000) {
        let ids = some.iter().map(|demand| demand.request_id.uuid());
        let theirs = service_request::Column::Id.is_in(ids);
        let requests = unscoped.all::<service_request::Entity>(theirs).await?;
        let request_of = |id: Id<service_request::Entity>| requests.iter().find(|row| row.id == id);
        filed.extend(
            some.iter().filter_map(|demand| Filed::of(demand, request_of(demand.request_id)?)),
        );
    }
    Ok(filed)
}

/// Whether it was this call that did it: a series is brought to mind once for a year, whichever of
/// its demands it was then told by.
async fn remind(db: &Db, series: &[Filed], expected: Asked, month: u32) -> Result<bool> {
    use demand_reminder::Column;
    let Some(last) = series.last() else { return Ok(false) };
    let mut tx = db.begin(policy::REMIND).await?;
    let demand = tx.lock::<demand::Entity>(last.demand_id).await?;
    let month = i32::try_from(month).unwrap_or_default();
    let told = Column::DemandId
        .is_in(series.iter().map(|filed| filed.demand_id.uuid()))
        .and(Column::Year.eq(expected.year))
        .and(Column::Month.eq(month));
    if tx.count_for_rule::<demand_reminder::Entity>(told).await? > 0 {
        return Ok(false);
    }
    let row = demand_reminder::ActiveModel {
        id: Set(tx.clock().new_id()),
        demand_id: Set(demand.id),
        request_id: Set(demand.request_id),
        year: Set(expected.year),
        month: Set(month),
        firms: Set(expected.firms),
        people: Set(expected.people),
        created_at: Set(tx.clock().now()),
    };
    tx.insert(row).await?;
    tx.commit().await?;
    Ok(true)
}
