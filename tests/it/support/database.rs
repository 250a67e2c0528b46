//! A migrated database for each test: a copy of one template, made once a run.

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;
use wanqi::platform::{clock::Clock, db::Database};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file of its own.
    Sqlite,
    /// A database of its own in the throwaway cluster.
    Postgres,
}

/// The throwaway cluster, as `scripts/with-postgres.sh` names it.
const CLUSTER: &str = "WANQI_TEST_POSTGRES_URL";

/// A database of one test's own.
pub struct TestDatabase {
    /// The address.
    pub url: String,
    /// Removes an embedded database with the test.
    folder: TempDir,
}

impl TestDatabase {
    /// A folder of the test's own.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A migrated one; `None` where there is no PostgreSQL and none is demanded.
    pub async fn new(kind: Kind) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let url = match kind {
            Kind::Sqlite => {
                let file = folder.path().join("wanqi.db");
                std::fs::copy(sqlite_template().await, &file).unwrap();
                format!("sqlite:{}", file.display())
            }
            Kind::Postgres => postgres_copy().await?,
        };
        Some(Self { url, folder })
    }

    /// Opens it.
    pub async fn open(&self, clock: Clock) -> Database {
        Database::open(&self.url, clock, wanqi::features::constraints()).await.unwrap()
    }
}

async fn migrate(url: &str) {
    let database = Database::open(url, Clock::default(), Vec::new()).await.unwrap();
    database.migrate::<migration::Migrator>().await.unwrap();
    database.close().await.unwrap();
}

async fn sqlite_template() -> PathBuf {
    static TEMPLATE: OnceCell<(PathBuf, TempDir)> = OnceCell::const_new();
    let (path, _folder) = TEMPLATE
        .get_or_init(|| async {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("template.db");
            migrate(&format!("sqlite:{}", path.display())).await;
            (path, folder)
        })
        .await;
    path.clone()
}

async fn postgres_copy() -> Option<String> {
    static TEMPLATE: OnceCell<Option<(String, String)>> = OnceCell::const_new();
    let (cluster, template) = TEMPLATE
        .get_or_init(|| async {
            let Ok(cluster) = std::env::var(CLUSTER) else {
                let demanded = std::env::var("WANQI_TEST_REQUIRE_POSTGRES");
                assert!(demanded.as_deref() != Ok("1"), "PostgreSQL is demanded: set {CLUSTER}");
                return None;
            };
            let template = format!("template_{}", unique());
            run(&cluster, &format!("CREATE DATABASE {template}")).await;
            migrate(&in_cluster(&cluster, &template)).await;
            Some((cluster, template))
        })
        .await
        .as_ref()?;
    let name = format!("test_{}", unique());
    run(cluster, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    Some(in_cluster(cluster, &name))
}

#[expect(clippy::disallowed_methods, reason = "names of databases, not ids of rows")]
fn unique() -> String {
    Uuid::new_v4().simple().to_string()
}

fn in_cluster(cluster: &str, name: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

#[expect(clippy::disallowed_methods, reason = "the cluster is not the programme's database")]
async fn run(cluster: &str, sql: &str) {
    let connection = sea_orm::Database::connect(cluster).await.unwrap();
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.execute_raw(statement).await.unwrap();
    connection.close().await.unwrap();
}
