//! Log lines: one JSON object a line, or plain text on a terminal.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error. `WANQI_LOG` filters, `info` unless set.
pub fn start() {
    let filter = EnvFilter::try_from_env("WANQI_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        subscriber.compact().init();
    } else {
        subscriber.json().flatten_event(true).init();
    }
}
