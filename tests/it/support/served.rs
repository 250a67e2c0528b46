//! A real server on a test's database, on a free port.

use std::net::TcpListener;

use secrecy::SecretSlice;
use wanqi::{platform::db::Database, server::Application};

/// A server that runs until the test ends.
pub struct Served {
    /// Its address.
    pub base: String,
}

impl Served {
    /// Serves this database.
    pub fn on(database: Database) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let secret = SecretSlice::from(vec![7; 64]);
        let application = Application::on(listener, database, &secret, false).unwrap();
        let base = format!("http://127.0.0.1:{}", application.port());
        tokio::spawn(application.run());
        Self { base }
    }
}
