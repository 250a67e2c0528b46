//! A lock on a row that the actor may not see: it orders writes and tells nothing.

use entity::{Id, Prefixed};
use sea_orm::{ColumnTrait, sea_query::Query};

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
}
