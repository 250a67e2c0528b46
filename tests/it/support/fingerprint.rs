//! Whether anything was written: how many rows every table has, in one statement.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// Counts the rows of one database.
pub struct Fingerprint {
    #[expect(clippy::disallowed_types, reason = "a test looks at the database from outside")]
    connection: sea_orm::DatabaseConnection,
    counting: String,
}

impl Fingerprint {
    /// Of all tables save what keeps refused attempts and the index of the search. Every change of
    /// a row leaves an audit event, so that an update shows too.
    #[expect(clippy::disallowed_methods, reason = "a test looks at the database from outside")]
    pub async fn of(url: &str) -> Self {
        let connection = sea_orm::Database::connect(url).await.unwrap();
        let tables = match connection.get_database_backend() {
            DbBackend::Postgres => {
                "SELECT table_name AS name FROM information_schema.tables
                 WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1"
            }
            _ => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                 AND name NOT LIKE 'search_term%' ORDER BY 1"
            }
        };
        let tables = Statement::from_string(connection.get_database_backend(), tables);
        let counts = connection.query_all_raw(tables).await.unwrap().into_iter().map(|row| {
            let table: String = row.try_get("", "name").unwrap();
            let kept = if table == "audit_event" { "WHERE outcome <> 'REFUSED'" } else { "" };
            format!("SELECT '{table}' AS name, count(*) AS rows FROM \"{table}\" {kept}")
        });
        // In their order: PostgreSQL counts several tables at once and answers as it is done.
        let counting = counts.collect::<Vec<_>>().join(" UNION ALL ") + " ORDER BY 1";
        Self { connection, counting }
    }

    /// The rows of each table now.
    pub async fn take(&self) -> Vec<(String, i64)> {
        let backend = self.connection.get_database_backend();
        let counts = Statement::from_string(backend, self.counting.as_str());
        let counts = self.connection.query_all_raw(counts).await.unwrap();
        let pair = |row: sea_orm::QueryResult| {
            (row.try_get("", "name").unwrap(), row.try_get("", "rows").unwrap())
        };
        counts.into_iter().map(pair).collect()
    }
}
