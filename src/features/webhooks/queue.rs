//! Whose turn it is: of each object only its first delivery that waits, so that an object's events
//! arrive in their order.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{Id, webhook, webhook_delivery};
use sea_orm::{
    ColumnTrait, Order,
    sea_query::{Alias, Expr, ExprTrait, Query},
};

use crate::platform::{Result, db::Db};

const AT_ONCE: usize = 50;
/// So that one that does not answer holds up nobody else.
const AT_ONCE_OF_ONE: usize = 4;
const LOOKED_AT: u64 = 500;

/// The deliveries whose turn it is.
///
/// # Errors
/// Those of the database.
pub async fn due(db: &Db, now: DateTime<Utc>) -> Result<Vec<Id<webhook_delivery::Entity>>> {
    use webhook_delivery::{Column, Entity, State};
    let earlier = Alias::new("earlier");
    let of = |column: Column| Expr::col((earlier.clone(), column));
    let mut before = Query::select();
    before
        .expr(Expr::val(1))
        .from_as(Entity, earlier.clone())
        .and_where(of(Column::State).eq(State::Pending))
        .and_where(of(Column::WebhookId).eq(Expr::col(Column::WebhookId.as_column_ref())))
        .and_where(of(Column::SubjectId).eq(Expr::col(Column::SubjectId.as_column_ref())))
        .and_where(of(Column::Position).lt(Expr::col(Column::Position.as_column_ref())));
    let told =
        db.scoped::<webhook::Entity>().filter(webhook::Column::State.eq(webhook::State::Active));
    let heads = db
        .scoped::<Entity>()
        .filter(Column::State.eq(State::Pending))
        .filter(Column::NextAt.lte(now))
        .filter(Expr::exists(before.take()).not())
        .within(Column::WebhookId, told, webhook::Column::Id)
        .order_by(Column::NextAt, Order::Asc)
        .order_by(Column::Position, Order::Asc);
    let mut of_each: HashMap<Id<webhook::Entity>, usize> = HashMap::new();
    let mut taken = Vec::new();
    for head in heads.at_most(LOOKED_AT).await? {
        let count = of_each.entry(head.webhook_id).or_default();
        if *count < AT_ONCE_OF_ONE && taken.len() < AT_ONCE {
            *count += 1;
            taken.push(head.id);
        }
    }
    Ok(taken)
}
