//! Setting how quickly a kind of request is to be taken and answered.

use entity::{
    deadline_target,
    service_request::{Category, Priority},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

use crate::{
    features::requests::policy,
    platform::{Error, Result, input, tx::Tx, viewer::Viewer},
};

/// A year of working hours, and of working days.
const MOST_HOURS: i32 = 2_000;
const MOST_DAYS: i32 = 250;

/// A target as it is to be.
pub struct Target {
    /// What the requests are about.
    pub category: Category,
    /// How pressing they are.
    pub priority: Priority,
    /// Working hours from filing to being taken or refused.
    pub accept_hours: i32,
    /// Working days from being taken to the answer.
    pub resolve_days: i32,
}

/// Sets a target. What runs already keeps the time it was given.
///
/// # Errors
/// `Invalid` when it is out of range, `Conflict` when `version` is stale.
pub async fn save_target(
    viewer: &Viewer,
    version: i32,
    target: Target,
) -> Result<deadline_target::Model> {
    let mut tx = viewer.begin(policy::SAVE_TARGET).await?;
    if !(1..=MOST_HOURS).contains(&target.accept_hours) {
        return Err(Error::invalid("acceptHours", input::OUT_OF_RANGE));
    }
    if !(1..=MOST_DAYS).contains(&target.resolve_days) {
        return Err(Error::invalid("resolveDays", input::OUT_OF_RANGE));
    }
    let id = find(&tx, &target).await?.id;
    let before = tx.edit_at::<deadline_target::Entity>(id, version).await?;
    let next = deadline_target::ActiveModel {
        accept_hours: Set(target.accept_hours),
        resolve_days: Set(target.resolve_days),
        ..Default::default()
    };
    let saved = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(saved)
}

async fn find(tx: &Tx, target: &Target) -> Result<deadline_target::Model> {
    use deadline_target::Column;
    let of_kind = Column::Category.eq(target.category).and(Column::Priority.eq(target.priority));
    let row = tx.scoped::<deadline_target::Entity>().filter(of_kind).one().await?;
    row.ok_or_else(|| Error::internal("a kind of request without a target"))
}
