//! People are at home where their agency went, and an officer's account where the officer went. The
//! worker's part: whoever keeps the registers does not see accounts.

use entity::{Id, agency, officer, user};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{heirs::follow, policy};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    db::{Database, Db},
};

const WHY: &str = "worker: people go with their agency";
const AT_ONCE: u64 = 1_000;

/// Gives people whose agency is no more, or whose officer is of another agency now, their new home,
/// and says how many. It may run as often as one likes, also on two servers at once.
///
/// # Errors
/// Those of the database.
pub async fn move_homes(database: &Database) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let all = Condition::all();
    let moved = follow::<user::Entity>(&db, policy::MOVE_HOME, user::Column::AgencyId, all).await?;
    let mut followed = 0;
    for left in behind(&db).await? {
        followed += u64::from(go_along(&db, left.id).await?);
    }
    Ok(moved + followed)
}

/// People whose officer is of another agency than they.
async fn behind(db: &Db) -> Result<Vec<user::Model>> {
    let mut moved = Query::select();
    moved
        .expr(Expr::val(1))
        .from(officer::Entity)
        .and_where(
            Expr::col(officer::Column::Id.as_column_ref())
                .eq(Expr::col(user::Column::OfficerId.as_column_ref())),
        )
        .and_where(
            Expr::col(officer::Column::AgencyId.as_column_ref())
                .ne(Expr::col(user::Column::AgencyId.as_column_ref())),
        );
    db.scoped::<user::Entity>().filter(Expr::exists(moved.take())).at_most(AT_ONCE).await
}

/// Whether it was this call that did it.
async fn go_along(db: &Db, id: Id<user::Entity>) -> Result<bool> {
    let mut tx = db.begin(policy::MOVE_HOME).await?;
    let before = tx.edit::<user::Entity>(id).await?;
    let Some(officer_id) = before.officer_id else { return Ok(false) };
    let home: Option<Id<agency::Entity>> =
        Some(tx.find::<officer::Entity>(officer_id).await?.agency_id);
    if before.agency_id == home {
        return Ok(false);
    }
    let moved = user::ActiveModel { agency_id: Set(home), ..Default::default() };
    tx.update(&before, moved).await?;
    tx.commit().await?;
    Ok(true)
}
