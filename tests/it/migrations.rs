//! The migrations go up and down on both databases, and leave what entities expect.

use migration::{Migrator, MigratorTrait};
use wanqi::platform::clock::Clock;

use crate::support::{Kind, TestDatabase};

async fn every_step_can_be_undone(kind: Kind) {
    let Some(files) = TestDatabase::new(kind).await else { return };
    #[expect(clippy::disallowed_methods, reason = "migrations run on a bare connection")]
    let connection = sea_orm::Database::connect(&files.url).await.unwrap();
    Migrator::down(&connection, None).await.unwrap();
    Migrator::up(&connection, None).await.unwrap();
    assert!(Migrator::get_pending_migrations(&connection).await.unwrap().is_empty());
    connection.close().await.unwrap();
}

#[tokio::test]
async fn every_step_can_be_undone_on_sqlite() {
    every_step_can_be_undone(Kind::Sqlite).await;
}

#[tokio::test]
async fn every_step_can_be_undone_on_postgres() {
    every_step_can_be_undone(Kind::Postgres).await;
}

#[tokio::test]
async fn sqlite_keeps_what_it_acknowledges() {
    let files = TestDatabase::new(Kind::Sqlite).await.unwrap();
    let database = files.open(Clock::default()).await;
    for (pragma, value) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("busy_timeout", "10000"),
    ] {
        assert_eq!(database.pragma(pragma).await.unwrap().as_deref(), Some(value), "{pragma}");
    }
}
