//! What the server does by itself, every minute: a list of jobs, each idempotent and safe beside
//! another server that runs the same. It decides nothing; the features do.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::{
    features::{
        attachments::{self, Files},
        requests, stations,
    },
    platform::{Result, db::Database},
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
    tell("unanswered requests closed", requests::close_unanswered(database).await);
    tell("silent kiosks marked as offline", stations::mark_silent_kiosks(database).await);
    tell("forgotten uploads removed", attachments::discard_forgotten(database, files).await);
}

fn tell(job: &'static str, done: Result<u64>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(job, count, "job done"),
        Err(error) => tracing::error!(job, ?error, "job failed"),
    }
}
