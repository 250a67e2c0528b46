//! The pauses of a request's clock: it stands still while the requester is asked.

use chrono::{DateTime, Utc};
use entity::{
    Id, request_pause,
    service_request::{self, State},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Order,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    features::requests::replay::Wait,
    platform::{Result, tx::Tx},
};

/// Far more questions than a request meets.
const MOST: u64 = 10_000;

/// Begins a pause where the request comes to wait for its requester, ends it where it goes on.
///
/// # Errors
/// Those of the database.
pub async fn follow(
    tx: &mut Tx,
    before: &service_request::Model,
    state: State,
    at: DateTime<Utc>,
) -> Result<()> {
    let is_waiting = |state| state == State::WaitingForRequester;
    match (is_waiting(before.state), is_waiting(state)) {
        (false, true) => {
            let row = request_pause::ActiveModel {
                id: Set(tx.clock().new_id()),
                request_id: Set(before.id),
                from_at: Set(at),
                to_at: Set(None),
            };
            tx.insert(row).await?;
        }
        (true, false) => {
            let open = of(before.id).and(request_pause::Column::ToAt.is_null());
            for pause in tx.lock_where::<request_pause::Entity>(open).await? {
                let ended =
                    request_pause::ActiveModel { to_at: Set(Some(at)), ..Default::default() };
                tx.update(&pause, ended).await?;
            }
        }
        (false, false) | (true, true) => {}
    }
    Ok(())
}

/// When the clock stood still, in order.
///
/// # Errors
/// Those of the database.
pub async fn of_request(tx: &Tx, id: Id<service_request::Entity>) -> Result<Vec<Wait>> {
    let pauses = tx
        .scoped::<request_pause::Entity>()
        .filter(of(id))
        .order_by(request_pause::Column::FromAt, Order::Asc)
        .at_most(MOST)
        .await?;
    Ok(pauses.into_iter().map(Wait::from).collect())
}

impl From<request_pause::Model> for Wait {
    fn from(row: request_pause::Model) -> Self {
        Self { from: row.from_at, to: row.to_at }
    }
}

fn of(id: Id<service_request::Entity>) -> Expr {
    request_pause::Column::RequestId.eq(id)
}
