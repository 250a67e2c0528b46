//! News: what was committed, told to every server of the county. A transaction says it once, in
//! one line; who hears it reads the rows within reach, since news carry no row.
//!
//! On PostgreSQL it is a NOTIFY inside the transaction and one LISTEN connection a server; an
//! embedded database has one server, and a channel of the process is enough.

use std::{collections::BTreeSet, sync::OnceLock, time::Duration};

use entity::outbox_event;
use sea_orm::ActiveValue;
use sqlx::postgres::PgListener;
use tokio::{
    sync::{OnceCell, broadcast},
    time::sleep,
};
use uuid::Uuid;

use super::{db::Database, dialect::Dialect, error::Error, error::Result};

/// The channel of PostgreSQL.
pub(super) const CHANNEL: &str = "wanqi_news";
/// What somebody may be behind before being told of a gap instead.
const BACKLOG: usize = 1_024;
/// More rows of one transaction are told as one; a payload must stay below 8,000 bytes.
const MOST_NAMED: usize = 32;
const RECONNECT_AFTER: Duration = Duration::from_secs(1);
/// Stands for the ids where there are too many.
const MANY: &str = "*";

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// One row changed.
    Row(Happened),
    /// So many rows of a kind changed in one transaction that they are not named.
    Many {
        /// `visit.logged`.
        topic: String,
        /// The kind of the rows.
        kind: String,
    },
    /// Something was missed: read again whatever matters.
    Missed,
}

/// What happened to one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// `visit.logged`.
    pub topic: String,
    /// The kind of the row, `visit`.
    pub kind: String,
    /// The row.
    pub id: Uuid,
}

impl News {
    /// Whether it may be about a row of one of these kinds.
    pub fn concerns(&self, kinds: &[&str]) -> bool {
        match self {
            Self::Row(Happened { kind, .. }) | Self::Many { kind, .. } => {
                kinds.contains(&kind.as_str())
            }
            Self::Missed => true,
        }
    }

    /// What a transaction that leaves these events tells; nothing where there are none.
    pub(super) fn of(outbox: &[outbox_event::ActiveModel]) -> Vec<Self> {
        let rows = outbox.iter().filter_map(happened);
        if outbox.len() <= MOST_NAMED {
            return rows.map(Self::Row).collect();
        }
        let kinds: BTreeSet<_> = rows.map(|row| (row.topic, row.kind)).collect();
        kinds.into_iter().map(|(topic, kind)| Self::Many { topic, kind }).collect()
    }

    /// A line of a payload.
    fn line(&self) -> String {
        match self {
            Self::Row(Happened { topic, kind, id }) => format!("{topic} {kind} {id}"),
            Self::Many { topic, kind } => format!("{topic} {kind} {MANY}"),
            Self::Missed => String::new(),
        }
    }

    /// Reads a line; what another version of the programme wrote differently is a gap.
    fn read(line: &str) -> Self {
        let mut words = line.split(' ').map(str::to_owned);
        let (Some(topic), Some(kind), Some(id)) = (words.next(), words.next(), words.next()) else {
            return Self::Missed;
        };
        match Uuid::parse_str(&id) {
            Ok(id) => Self::Row(Happened { topic, kind, id }),
            Err(_) if id == MANY => Self::Many { topic, kind },
            Err(_) => Self::Missed,
        }
    }
}

fn happened(event: &outbox_event::ActiveModel) -> Option<Happened> {
    match (&event.topic, &event.subject_kind, &event.subject_id) {
        (ActiveValue::Set(topic), ActiveValue::Set(kind), ActiveValue::Set(id)) => {
            Some(Happened { topic: topic.clone(), kind: kind.clone(), id: *id })
        }
        _ => None,
    }
}

/// News as PostgreSQL carries them.
pub(super) fn payload(news: &[News]) -> String {
    news.iter().map(News::line).collect::<Vec<_>>().join("\n")
}

/// Where the news of a process come together.
#[derive(Default)]
pub(super) struct Newsroom {
    sender: OnceLock<broadcast::Sender<News>>,
    /// Set once the connection listens, where there is one.
    listens: OnceCell<()>,
}

impl Newsroom {
    fn sender(&self) -> &broadcast::Sender<News> {
        self.sender.get_or_init(|| broadcast::channel(BACKLOG).0)
    }

    /// Tells everybody in this process.
    pub(super) fn tell(&self, news: impl IntoIterator<Item = News>) {
        for news in news {
            // Nobody may be listening.
            let _ = self.sender().send(news);
        }
    }
}

/// Hears the news from when it was made.
pub struct Listener(broadcast::Receiver<News>);

impl Listener {
    /// The next news; `None` when the process ends. Whoever is too slow hears of a gap and holds
    /// nobody up.
    pub async fn next(&mut self) -> Option<News> {
        match self.0.recv().await {
            Ok(news) => Some(news),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(News::Missed),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

impl Database {
    /// Hears whatever is committed from now on, on any server of the county.
    ///
    /// # Errors
    /// `Unavailable` when PostgreSQL cannot be listened to.
    pub async fn listen(&self) -> Result<Listener> {
        let newsroom = &self.shared().newsroom;
        if self.dialect() == Dialect::Postgres {
            newsroom.listens.get_or_try_init(|| self.connect()).await?;
        }
        Ok(Listener(newsroom.sender().subscribe()))
    }

    /// Opens the one connection that listens, and carries on in the background.
    async fn connect(&self) -> Result<()> {
        let listener = self.listener().await.map_err(|error| {
            tracing::error!(%error, "PostgreSQL is not listened to");
            Error::Unavailable
        })?;
        tokio::spawn(carry(self.clone(), listener));
        Ok(())
    }

    async fn listener(&self) -> Result<PgListener, sqlx::Error> {
        let pool = self.shared().pool.get_postgres_connection_pool();
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    }
}

/// Carries what PostgreSQL tells into the process, until the pool is closed. A connection that was
/// lost is a gap.
async fn carry(database: Database, mut listener: PgListener) {
    loop {
        match listener.try_recv().await {
            Ok(Some(told)) => {
                database.shared().newsroom.tell(told.payload().lines().map(News::read));
            }
            Ok(None) => database.shared().newsroom.tell([News::Missed]),
            Err(sqlx::Error::PoolClosed) => return,
            Err(error) => {
                tracing::warn!(%error, "the news are interrupted");
                listener = loop {
                    sleep(RECONNECT_AFTER).await;
                    match database.listener().await {
                        Ok(listener) => break listener,
                        Err(sqlx::Error::PoolClosed) => return,
                        Err(error) => tracing::warn!(%error, "the news are still interrupted"),
                    }
                };
                database.shared().newsroom.tell([News::Missed]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(topic: &str, id: u128) -> outbox_event::ActiveModel {
        outbox_event::ActiveModel {
            topic: ActiveValue::Set(topic.to_owned()),
            subject_kind: ActiveValue::Set("visit".to_owned()),
            subject_id: ActiveValue::Set(Uuid::from_u128(id)),
            ..Default::default()
        }
    }

    #[test]
    fn a_payload_reads_back_and_is_never_too_long() {
        for count in [0, 1, 32, 33, 40_000] {
            let events: Vec<_> = (0..count).map(|id| event("visit.logged", id)).collect();
            let news = News::of(&events);
            let payload = payload(&news);
            assert!(payload.len() < 8_000, "{count}: {}", payload.len());
            assert_eq!(payload.lines().map(News::read).collect::<Vec<_>>(), news);
            assert_eq!(news.len(), if count > 32 { 1 } else { usize::try_from(count).unwrap() });
        }
    }

    #[test]
    fn what_cannot_be_read_is_a_gap() {
        for line in ["", "visit.logged", "visit.logged visit", "visit.logged visit nobody"] {
            assert_eq!(News::read(line), News::Missed);
        }
    }

    #[tokio::test]
    async fn whoever_is_too_slow_hears_of_a_gap_and_holds_nobody_up() {
        let newsroom = Newsroom::default();
        let mut slow = Listener(newsroom.sender().subscribe());
        let many = News::Many { topic: "visit.logged".to_owned(), kind: "visit".to_owned() };
        newsroom.tell(std::iter::repeat_n(many.clone(), BACKLOG + 1));
        assert_eq!(slow.next().await, Some(News::Missed));
        assert_eq!(slow.next().await, Some(many));
    }
}
