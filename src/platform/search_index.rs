//! The index of the search: which terms are looked up, how entries are written, and how a select
//! is narrowed to what was found. Which terms a text has is the search feature's business.

use entity::search_entry;
use sea_orm::{EntityTrait, sea_query::OnConflict};

use super::{
    error::Result,
    scope::{Visible, primary_key},
    select::Scoped,
    tx::{ROWS_AT_ONCE, Tx},
};

/// Which terms an entry must have. A term is made of `a-z0-9` and begins with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// A term that begins so.
    Prefix(String),
    /// Each of these.
    All(Vec<Match>),
    /// One of these at least.
    Any(Vec<Match>),
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// In the index.
    pub terms: Match,
    /// Letter by letter in the folded text, where the terms alone could mislead.
    pub exact: Vec<String>,
}

impl<E: Visible> Scoped<'_, E> {
    /// Narrows to the rows whose entry in the index fits, where something is looked for. The
    /// reach stays as it is.
    #[must_use]
    pub fn matching(self, query: Option<&SearchQuery>) -> Self {
        let dialect = self.connection.dialect();
        self.filter_if(query, |query| dialect.found(primary_key::<E>(), query))
    }
}

impl Tx {
    /// Writes entries of the index anew, a statement a thousand. They are derived from rows that
    /// are recorded, and are not recorded themselves.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn write_search_entries(&self, rows: Vec<search_entry::ActiveModel>) -> Result<()> {
        use search_entry::Column;
        let mut anew = OnConflict::column(Column::Id);
        anew.update_columns([Column::Kind, Column::Label, Column::Folded, Column::Terms]);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            #[expect(clippy::disallowed_methods, reason = "the index is derived, not recorded")]
            let insert = search_entry::Entity::insert_many(rows.by_ref().take(ROWS_AT_ONCE))
                .on_conflict(anew.clone());
            insert.exec_without_returning(&self.transaction).await?;
        }
        Ok(())
    }
}
