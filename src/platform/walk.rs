//! A walk over a whole list in its order, a stretch at a time: for work that takes every row and
//! must not hold them all. Rows entered behind the walk's place are not met any more.

use super::{
    error::Result,
    keyset::{Cursor, Keyset},
    scope::Visible,
    select::Scoped,
};

/// A list, and how far it has been walked.
pub struct Walk<E: Visible> {
    list: Scoped<'static, E>,
    keyset: Keyset<E>,
    after: Option<Cursor>,
}

impl<E: Visible> Walk<E> {
    /// A walk from the beginning of a list.
    pub const fn over(list: Scoped<'static, E>, keyset: Keyset<E>) -> Self {
        Self { list, keyset, after: None }
    }

    /// How many rows the whole list has now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count(&self) -> Result<u64> {
        self.list.clone().count().await
    }

    /// The next rows, in one statement: fewer than `most` where the list ends.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn next(&mut self, most: u64) -> Result<Vec<E::Model>> {
        let rows = self.list.rows_after(&self.keyset, self.after.clone(), most).await?;
        if let Some(last) = rows.last() {
            self.after = Some(Cursor::of(last, &self.keyset));
        }
        Ok(rows)
    }
}
