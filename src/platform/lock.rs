//! Locks on rows that the actor may not see: they order writes and tell nothing but a number.

use entity::{Id, Prefixed};
use sea_orm::{
    ColumnTrait, Order,
    sea_query::{IntoCondition, Query},
};

use super::{
    error::Result,
    scope::{Visible, primary_key},
    tx::Tx,
};

impl Tx {
    /// Locks a row until the end, whether or not the actor sees it or there is such a row: for a
    /// rule that must hold for whatever is written about it. It gives no row and no answer.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lock_for_rule<E: Visible + Prefixed>(&self, id: Id<E>) -> Result<()> {
        let key = primary_key::<E>();
        let mut select = Query::select();
        select.column(key.as_column_ref()).from(E::default().table_ref());
        select.and_where(key.eq(id));
        let connection = self.connection();
        connection.dialect().lock(&mut select);
        connection.row(&select).await.map(drop)
    }

    /// Locks the rows that fit until the end, in the order of their ids, whether or not the actor
    /// sees them. It gives their number and never a row.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lock_all_for_rule<E: Visible>(
        &self,
        condition: impl IntoCondition,
    ) -> Result<usize> {
        let key = primary_key::<E>();
        let mut select = Query::select();
        select.column(key.as_column_ref()).from(E::default().table_ref());
        select.cond_where(condition.into_condition()).order_by(key.as_column_ref(), Order::Asc);
        let connection = self.connection();
        connection.dialect().lock(&mut select);
        Ok(connection.rows(&select).await?.len())
    }
}
