//! What the server does by itself, every minute: a list of jobs, each idempotent and safe beside
//! another server that runs the same. It decides nothing; the features do.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::{
    features::{
        attachments::{self, Files},
        requests,
    },
    platform::db::Database,
};

const PERIOD: Duration = Duration::from_secs(60);

/// Does the jobs every minute, the first time after one; for as long as it is polled.
pub async fn run(database: &Database, files: &Files) {
    let mut minutes = interval_at(Instant::now() + PERIOD, PERIOD);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        minutes.tick().await;
        work(database, files).await;
    }
}

/// One beat: does every job once. One that fails is logged and tried again in the next minute.
pub async fn work(database: &Database, files: &Files) {
    match requests::close_unanswered(database).await {
        Ok(0) => {}
        Ok(closed) => tracing::info!(closed, "unanswered requests closed"),
        Err(error) => tracing::error!(?error, "unanswered requests not closed"),
    }
    match attachments::discard_forgotten(database, files).await {
        Ok(0) => {}
        Ok(removed) => tracing::info!(removed, "forgotten uploads removed"),
        Err(error) => tracing::error!(?error, "forgotten uploads not removed"),
    }
}
