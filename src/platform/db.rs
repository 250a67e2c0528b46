//! The database. `Database` is the pool; a `Db` is opened for one actor and reads only within that
//! actor's reach; `begin` opens a named write. None of them implements the ORM's connection
//! traits, so that nothing can be run unscoped or for someone else.

#![expect(clippy::disallowed_types, reason = "the platform holds the connections")]

use std::{
    sync::{
        Arc, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use entity::scope::Scope;
use sea_orm::{
    ColumnTrait, ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    QueryResult, QueryTrait, Statement, StatementBuilder,
    sea_query::{Alias, Expr, SelectStatement},
};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    actor::{Behalf, Origin},
    clock::Clock,
    dialect::Dialect,
    error::{Constraint, Error, Result, translate},
    news::Newsroom,
    scope::{Reach, Visible, primary_key},
    select::{Scoped, Unscoped},
};

const SQLITE_CONNECTIONS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// The database of one county.
#[derive(Clone)]
pub struct Database(Arc<Shared>);

/// Statements as they ran, values and all, while somebody asked for them.
type Recording = Arc<std::sync::Mutex<Option<Vec<String>>>>;

pub(super) struct Shared {
    pub pool: DatabaseConnection,
    pub dialect: Dialect,
    pub clock: Clock,
    constraints: Vec<Constraint>,
    statements: Arc<AtomicU64>,
    recording: Recording,
    /// SQLite has one writer; waiting for it here is fair, where its busy handler polls.
    pub writer: Option<Arc<Mutex<()>>>,
    pub newsroom: Newsroom,
}

impl Database {
    /// Connects. `url` is `sqlite:PATH`, made when missing, or `postgres://...`; `constraints`
    /// say what a broken one means.
    ///
    /// # Errors
    /// `Unavailable` or `Internal` when the database cannot be reached or the address read.
    pub async fn open(url: &str, clock: Clock, constraints: Vec<Constraint>) -> Result<Self> {
        let dialect = if url.starts_with("postgres") { Dialect::Postgres } else { Dialect::Sqlite };
        let statements = Arc::new(AtomicU64::new(0));
        #[expect(clippy::disallowed_methods, reason = "the one place that connects")]
        let mut pool = sea_orm::Database::connect(options(url, dialect)).await?;
        let recording = Recording::default();
        let (counter, recorder) = (Arc::clone(&statements), Arc::clone(&recording));
        pool.set_metric_callback(move |info| {
            counter.fetch_add(1, Ordering::Relaxed);
            if let Some(recorded) = &mut *recorder.lock().unwrap_or_else(PoisonError::into_inner) {
                recorded.push(info.statement.to_string());
            }
        });
        let writer = (dialect == Dialect::Sqlite).then(Arc::default);
        Ok(Self(Arc::new(Shared {
            pool,
            dialect,
            clock,
            constraints,
            statements,
            recording,
            writer,
            newsroom: Newsroom::default(),
        })))
    }

    /// Opens the database for somebody.
    pub fn on_behalf_of(&self, behalf: Behalf, origin: Origin) -> Db {
        Db { database: self.clone(), behalf, origin }
    }

    /// Reads without a reach. Only sign-in and the worker may, and they say why.
    pub fn unscoped(&self, _why: &'static str) -> Unscoped {
        Unscoped::new(Connection::Pool(self.clone()))
    }

    /// Runs the migrations that are missing.
    ///
    /// # Errors
    /// `Internal` when one fails.
    pub async fn migrate<M: migration::MigratorTrait>(&self) -> Result<()> {
        Ok(M::up(&self.0.pool, None).await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// `Unavailable` or `Internal` when it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.0.pool.ping().await?)
    }

    /// One value that SQLite reports of itself, `PRAGMA <name>`; nothing on PostgreSQL.
    ///
    /// # Errors
    /// `Internal` when it cannot be read.
    pub async fn pragma(&self, name: &str) -> Result<Option<String>> {
        if self.0.dialect == Dialect::Postgres {
            return Ok(None);
        }
        let statement = Statement::from_string(self.0.dialect.backend(), format!("PRAGMA {name}"));
        let Some(row) = self.0.pool.query_one_raw(statement).await? else { return Ok(None) };
        let text = row.try_get_by_index::<String>(0);
        Ok(Some(text.or_else(|_| row.try_get_by_index(0).map(|number: i64| number.to_string()))?))
    }

    /// How many statements have run since the start.
    pub fn statements(&self) -> u64 {
        self.0.statements.load(Ordering::Relaxed)
    }

    /// Records the statements that run from now on, with their values: to look at their plans.
    pub fn start_recording(&self) {
        *self.0.recording.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
    }

    /// What ran since `start_recording`, which ends.
    pub fn stop_recording(&self) -> Vec<String> {
        let mut recording = self.0.recording.lock().unwrap_or_else(PoisonError::into_inner);
        recording.take().unwrap_or_default()
    }

    /// The clock of everything that stands on this database.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// Lets go of every connection.
    ///
    /// # Errors
    /// `Internal` when the pool does not close.
    pub async fn close(&self) -> Result<()> {
        Ok(self.0.pool.close_by_ref().await?)
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.0
    }

    pub(super) fn translate(&self, error: sea_orm::DbErr) -> Error {
        translate(error, &self.0.constraints)
    }
}

fn options(url: &str, dialect: Dialect) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .min_connections(1);
    match dialect {
        Dialect::Sqlite => {
            options.max_connections(SQLITE_CONNECTIONS).acquire_timeout(BUSY_TIMEOUT);
            options.map_sqlx_sqlite_opts(|options| {
                use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
                options
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(BUSY_TIMEOUT)
                    .optimize_on_close(true, None)
            });
        }
        Dialect::Postgres => {
            options.max_connections(POSTGRES_CONNECTIONS);
        }
    }
    options
}

/// Where a statement runs: on any connection, or inside one transaction.
#[derive(Clone)]
pub(super) enum Connection<'a> {
    Pool(Database),
    Transaction(&'a DatabaseTransaction, Dialect),
    /// Nowhere: the caller's key does not open the table.
    Closed(Error, Dialect),
}

impl Connection<'_> {
    pub(super) fn dialect(&self) -> Dialect {
        match self {
            Self::Pool(database) => database.0.dialect,
            Self::Transaction(_, dialect) | Self::Closed(_, dialect) => *dialect,
        }
    }

    pub(super) async fn rows(&self, select: &SelectStatement) -> Result<Vec<QueryResult>> {
        let statement = StatementBuilder::build(select, &self.dialect().backend());
        Ok(match self {
            Self::Pool(database) => database.0.pool.query_all_raw(statement).await?,
            Self::Transaction(transaction, _) => transaction.query_all_raw(statement).await?,
            Self::Closed(refusal, _) => return Err(refusal.clone()),
        })
    }

    pub(super) async fn plan(&self, select: &SelectStatement) -> Result<Vec<String>> {
        let (explain, column) = self.dialect().explain();
        let mut statement = StatementBuilder::build(select, &self.dialect().backend());
        statement.sql = format!("{explain} {}", statement.sql);
        let rows = match self {
            Self::Pool(database) => database.0.pool.query_all_raw(statement).await?,
            Self::Transaction(transaction, _) => transaction.query_all_raw(statement).await?,
            Self::Closed(refusal, _) => return Err(refusal.clone()),
        };
        Ok(rows.iter().map(|row| row.try_get("", column)).collect::<Result<_, _>>()?)
    }

    pub(super) async fn row(&self, select: &SelectStatement) -> Result<Option<QueryResult>> {
        Ok(self.rows(select).await?.into_iter().next())
    }
}

/// The database as one actor sees it.
#[derive(Clone)]
pub struct Db {
    pub(super) database: Database,
    pub(super) behalf: Behalf,
    pub(super) origin: Origin,
}

impl Db {
    /// The rows of `E` within the actor's reach. Only ever narrowed.
    pub fn scoped<E: Visible>(&self) -> Scoped<'static, E> {
        let connection = match self.missing_scope::<E>() {
            Some(scope) => {
                let refusal = Error::OutOfScope { action: "read", kind: E::KIND, scope };
                Connection::Closed(refusal, self.database.dialect())
            }
            None => Connection::Pool(self.database.clone()),
        };
        Scoped::new(connection, &self.reach::<E>())
    }

    /// Which of these rows the actor sees; none where the key does not open the table.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn seen_among<E: Visible>(&self, ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
        if self.missing_scope::<E>().is_some() {
            return Ok(Vec::new());
        }
        let mut seen = self.scoped::<E>().filter(primary_key::<E>().is_in(ids));
        let id = primary_key::<E>().as_column_ref();
        seen.select.clear_selects().expr_as(Expr::col(id), Alias::new("id"));
        let rows = seen.connection.rows(&seen.select).await?;
        Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
    }

    /// What a machine's key lacks to read the table.
    fn missing_scope<E: Visible>(&self) -> Option<Scope> {
        match &self.behalf {
            Behalf::Actor(actor) => E::AREA.filter(|area| !actor.reads(*area)).map(Scope::Read),
            Behalf::System(_) => None,
        }
    }

    /// What the actor reaches of `E`.
    pub fn reach<E: Visible>(&self) -> Reach<E> {
        match &self.behalf {
            Behalf::Actor(actor) => E::reach(actor),
            Behalf::System(_) => Reach::everything(),
        }
    }

    pub(super) fn editable<E: Visible>(&self) -> Reach<E> {
        match &self.behalf {
            Behalf::Actor(actor) => E::editable(actor),
            Behalf::System(_) => Reach::everything(),
        }
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        self.database.clock()
    }

    /// Where the request came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}

/// All columns of a table, cast as the ORM reads them back.
pub(super) fn all_of<E: sea_orm::EntityTrait>() -> SelectStatement {
    #[expect(clippy::disallowed_methods, reason = "every select of the platform starts here")]
    E::find().into_query()
}
