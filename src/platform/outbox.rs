//! The outbox from its other end: events are taken by whoever makes something of them.
//!
//! An event is marked as taken in the transaction that makes something of it. No cursor could do
//! that: a transaction that commits later may hold an earlier id.

use entity::outbox_event::{self, Column};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, sea_query::Expr};

use super::{
    db::all_of,
    error::Result,
    select::read,
    tx::{ROWS_AT_ONCE, Tx},
};

/// Whoever numbers events holds this lock.
const NUMBERING: i64 = 0x77_71_6e_75;

impl Tx {
    /// Gives the oldest events without a place the next places, at most a thousand, and gives them in
    /// that order. What is committed later comes later, so that whoever has read up to a place has
    /// missed nothing before it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn number_events(&self) -> Result<Vec<outbox_event::Model>> {
        self.claim(NUMBERING).await?;
        let number = self.dialect().number_events();
        let rows = self.transaction.query_all_raw(number).await?;
        let mut events =
            rows.iter().map(read::<outbox_event::Entity>).collect::<Result<Vec<_>, _>>()?;
        events.sort_unstable_by_key(|event| event.position);
        Ok(events)
    }

    /// The oldest events of which no notices were made yet, at most a thousand, which from this
    /// transaction on are taken. Two servers at once take different ones.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_events(&self) -> Result<Vec<outbox_event::Model>> {
        let mut select = all_of::<outbox_event::Entity>();
        select.and_where(Column::NoticedAt.is_null());
        select.order_by(Column::Id, Order::Asc).limit(ROWS_AT_ONCE as u64);
        self.dialect().lock_free(&mut select);
        let rows = self.connection().rows(&select).await?;
        let events =
            rows.iter().map(read::<outbox_event::Entity>).collect::<Result<Vec<_>, _>>()?;
        if events.is_empty() {
            return Ok(events);
        }
        #[expect(clippy::disallowed_methods, reason = "the mark of a job, no change of a row")]
        let mark = outbox_event::Entity::update_many()
            .col_expr(Column::NoticedAt, Expr::value(self.clock().now()))
            .filter(Column::Id.is_in(events.iter().map(|event| event.id)));
        mark.exec(&self.transaction).await?;
        Ok(events)
    }
}
