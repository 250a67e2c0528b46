//! What the server does by itself: a list of jobs every minute, and those of the outbox as soon as
//! there are news. Each is idempotent and safe beside another server that runs the same. It decides
//! nothing; the features do.

use std::time::Duration;

use tokio::time::{Instant, Interval, MissedTickBehavior, interval, interval_at, sleep};

use crate::{
    features::{
        agencies,
        assignments::plans,
        attachments::{self, Files},
        notifications::{self, Channels},
        requests, stations,
        webhooks::{self, Sender},
    },
    platform::{Result, db::Database, news::Listener},
};

const PERIOD: Duration = Duration::from_secs(60);
/// Many news within this time are one look at the outbox.
const TOGETHER: Duration = Duration::from_millis(100);

/// How the outbox is worked on.
#[derive(Clone)]
pub struct Outbox {
    /// By which channels notices leave the system.
    pub channels: Channels,
    /// How often it is looked at, whatever the news.
    pub every: Duration,
}

/// Does all jobs, for as long as it is polled; those of the outbox where it is to be worked on.
pub async fn run(database: &Database, files: &Files, sender: &Sender, outbox: Option<Outbox>) {
    let outbox = async {
        match outbox {
            Some(outbox) => {
                tokio::join!(
                    tell_people(database, &outbox),
                    tell_webhooks(database, sender, &outbox)
                );
            }
            None => std::future::pending().await,
        }
    };
    tokio::join!(minutely(database, files), outbox);
}

/// Makes and delivers notices.
async fn tell_people(database: &Database, outbox: &Outbox) {
    let mut turns = Turns::of(database, outbox.every);
    loop {
        turns.next().await;
        if let Err(error) = notifications::tell(database, &outbox.channels).await {
            tracing::error!(?error, "notices not made");
        }
        if let Err(error) = notifications::deliver(database, &outbox.channels).await {
            tracing::error!(?error, "notices not delivered");
        }
    }
}

/// Numbers what happened and tells webhooks of it, beside the notices: a webhook may take its time.
async fn tell_webhooks(database: &Database, sender: &Sender, outbox: &Outbox) {
    let mut turns = Turns::of(database, outbox.every);
    loop {
        turns.next().await;
        if let Err(error) = webhooks::number(database).await {
            tracing::error!(?error, "what happened is not numbered");
        }
        if let Err(error) = webhooks::deliver(database, sender).await {
            tracing::error!(?error, "webhooks not told");
        }
    }
}

/// When it is time to look at the outbox: at each news, and in between.
struct Turns<'a> {
    database: &'a Database,
    beats: Interval,
    news: Option<Listener>,
}

impl<'a> Turns<'a> {
    fn of(database: &'a Database, every: Duration) -> Self {
        let mut beats = interval(every);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { database, beats, news: None }
    }

    async fn next(&mut self) {
        if self.news.is_none() {
            self.news = self.database.listen().await.ok();
        }
        tokio::select! {
            _ = self.beats.tick() => {}
            () = hear(&mut self.news) => sleep(TOGETHER).await,
        }
    }
}

/// Waits for news, where there are any to be had.
async fn hear(news: &mut Option<Listener>) {
    let heard = match news {
        Some(listener) => listener.next().await,
        None => std::future::pending().await,
    };
    if heard.is_none() {
        *news = None;
        std::future::pending::<()>().await;
    }
}

/// Does the jobs every minute, the first time after one.
async fn minutely(database: &Database, files: &Files) {
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
    tell("due dates computed again", requests::reckon_provisional(database).await);
    tell("people moved with their agency", agencies::move_homes(database).await);
    tell("places moved with their agency", stations::move_places(database).await);
    tell("requests moved with their agency", requests::follow_agencies(database).await);
    tell("passed due dates noted", requests::note_overdue(database).await);
    tell("task forces dissolved", requests::dissolve_expired(database).await);
    tell("abandoned plans cancelled", plans::cancel_abandoned(database).await);
    tell("demands brought to mind", requests::remind_demands(database).await);
}

fn tell(job: &'static str, done: Result<u64>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(job, count, "job done"),
        Err(error) => tracing::error!(job, ?error, "job failed"),
    }
}
