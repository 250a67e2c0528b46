//! A real server on a test's database, on a free port.

use std::{net::TcpListener, num::NonZeroU32, path::Path};

use secrecy::SecretSlice;
use wanqi::{
    platform::db::Database,
    server::{Application, Settings, TrustedDocuments},
    worker::Outbox,
};

/// The walks over everything ask for more than any client.
pub const COST_LIMIT: u64 = 10 * wanqi::schema::COST_LIMIT;

/// A server that runs until the test ends.
pub struct Served {
    /// Its address.
    pub base: String,
}

impl Served {
    /// Serves this database; files go into the folder.
    ///
    /// Notices are made by the tests that want some, at their own time.
    pub fn on(database: Database, folder: &Path) -> Self {
        Self::working(database, folder, None)
    }

    /// As `on`, a server that takes only these documents.
    pub fn trusting(database: Database, folder: &Path, trusted: TrustedDocuments) -> Self {
        Self::started(database, folder, None, Some(trusted))
    }

    /// As `on`, with a worker that looks at the outbox.
    pub fn working(database: Database, folder: &Path, outbox: Option<Outbox>) -> Self {
        Self::started(database, folder, outbox, None)
    }

    fn started(
        database: Database,
        folder: &Path,
        outbox: Option<Outbox>,
        trusted: Option<TrustedDocuments>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let secret = SecretSlice::from(vec![7; 64]);
        let data_dir = folder.to_owned();
        let settings = Settings {
            secret,
            graphiql: false,
            cost_limit: COST_LIMIT,
            quota: NonZeroU32::MAX,
            trusted_proxies: vec!["127.0.0.2/32".parse().unwrap()],
            trusted,
            internal_webhooks: vec!["127.0.0.1".to_owned()],
            data_dir,
            attachments_url: None,
            outbox,
        };
        let application = Application::on(listener, database, settings).unwrap();
        let base = format!("http://127.0.0.1:{}", application.port());
        tokio::spawn(application.run());
        Self { base }
    }
}
