//! Creates the index of the search: one table, and beside it what each database looks words up in.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::shape::{Equals, drop, index, table};

/// Creates the index of the search.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The terms are made of `a-z0-9` and blanks, so that the plain configuration keeps each whole.
const POSTGRES: &str = "CREATE INDEX ix_search_entry_terms ON search_entry \
    USING gin (to_tsvector('simple'::regconfig, terms))";

/// FTS5 over the table's own rows, kept current by triggers; it keeps no positions.
const SQLITE: &str = "
CREATE VIRTUAL TABLE search_term USING fts5(
    terms, content='search_entry', content_rowid='place', detail='none', tokenize='unicode61'
);
CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_term(rowid, terms) VALUES (new.place, new.terms);
END;
CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_term(search_term, rowid, terms) VALUES ('delete', old.place, old.terms);
END;
CREATE TRIGGER search_entry_updated AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_term(search_term, rowid, terms) VALUES ('delete', old.place, old.terms);
    INSERT INTO search_term(rowid, terms) VALUES (new.place, new.terms);
END;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_sqlite = manager.get_database_backend() == DbBackend::Sqlite;
        let mut t = if is_sqlite {
            // FTS5 names rows by a number, and only a column of its own survives VACUUM.
            let place = integer("place").primary_key().take();
            Table::create().table("search_entry").col(place).col(uuid("id")).take()
        } else {
            table("search_entry")
        };
        t.col(string_len("kind", 24));
        t.col(string("label"));
        t.col(text("folded"));
        t.col(text("terms"));
        manager.create_table(t).await?;
        if is_sqlite {
            manager.create_index(index("search_entry", &["id"], Equals::Refused)).await?;
        }
        manager.create_index(index("search_entry", &["label", "id"], Equals::Allowed)).await?;
        let words = if is_sqlite { SQLITE } else { POSTGRES };
        manager.get_connection().execute_unprepared(words).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            manager.get_connection().execute_unprepared("DROP TABLE search_term").await?;
        }
        drop(manager, &["search_entry"]).await
    }
}
