//! What lay with an agency that is no more goes on with its heir: the one it became part of or,
//! where that one is no more either, the last of them. The worker's part of a reorganisation: the
//! features say which of their rows are current, history stays where it was.

use std::collections::{BTreeMap, HashMap};

use entity::{Id, agency};
use sea_orm::{ColumnTrait, Condition};

use super::lines::climb;
use crate::platform::{
    Result,
    action::Action,
    db::Db,
    scope::{Recorded, Visible},
    select::Scoped,
};

/// More agencies than a county ever ended.
const MOST: u64 = 10_000;

/// The heir of each agency that became part of another.
///
/// # Errors
/// Those of the database.
pub async fn heirs(db: &Db) -> Result<HashMap<Id<agency::Entity>, Id<agency::Entity>>> {
    let successors: BTreeMap<_, _> = gone(db)
        .at_most(MOST)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.id, row.successor_id?)))
        .collect();
    let heir = |id| Some((id, climb(&successors, id).last()?));
    Ok(successors.keys().copied().filter_map(heir).collect())
}

/// Moves the rows that fit `current` and whose `column` is an agency that is no more to its heir,
/// and says how many. It may run as often as one likes, also on two servers at once.
///
/// # Errors
/// Those of the database.
pub async fn follow<E: Visible + Recorded>(
    db: &Db,
    action: Action,
    column: E::Column,
    current: Condition,
) -> Result<u64> {
    let left = db
        .scoped::<E>()
        .filter(current.clone())
        .within(column, gone(db), agency::Column::Id)
        .count_by::<Id<agency::Entity>>(column)
        .await?;
    if left.is_empty() {
        return Ok(0);
    }
    let heirs = heirs(db).await?;
    let mut moved = 0;
    let mut tx = db.begin(action).await?;
    for (from, to) in left.keys().filter_map(|id| Some((*id, *heirs.get(id)?))) {
        let theirs = current.clone().add(column.eq(from));
        moved += tx.set_where::<E>(theirs, &[(column, to.into())]).await?;
    }
    tx.commit().await?;
    Ok(moved as u64)
}

/// Agencies that became part of another.
fn gone(db: &Db) -> Scoped<'static, agency::Entity> {
    db.scoped::<agency::Entity>().filter(agency::Column::SuccessorId.is_not_null())
}
