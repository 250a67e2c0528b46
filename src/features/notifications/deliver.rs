//! Takes notices out of the system, at least once: a delivery is tried again, later and later,
//! until the channel has taken it or it is given up.

use std::time::Duration;

use chrono::TimeDelta;
use entity::{
    Id,
    delivery::{self, Channel, Column, State},
    notice, officer, user,
};
use futures_util::{StreamExt, stream};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};
use tokio::time::timeout;

use super::{
    Channels,
    channels::{Failure, Message},
    policy,
    wording::{body, title},
};
use crate::platform::{
    Result,
    actor::{Behalf, Origin},
    db::{Database, Db},
    error::Language,
};

const WHY: &str = "worker: notices are delivered";
const AT_ONCE: u64 = 50;
const BESIDE_EACH_OTHER: usize = 4;
const SEND_WITHIN: Duration = Duration::from_secs(10);
/// Longer than a sending takes; then another server may try.
const LEASE: TimeDelta = TimeDelta::seconds(60);
const MOST_ATTEMPTS: i32 = 8;
const MOST_ERROR_CHARS: usize = 200;

/// Tries every delivery that is due, and says how many were handed over. It may run as often as one
/// likes, also on two servers at once: whoever tries one has it to itself for a minute.
///
/// # Errors
/// Those of the database when the deliveries cannot be listed.
pub async fn deliver(database: &Database, channels: &Channels) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let due = db
        .scoped::<delivery::Entity>()
        .filter(Column::State.eq(State::Pending))
        .filter(Column::NextAt.lte(db.clock().now()))
        .filter(Column::Channel.is_in(channels.present()))
        .order_by(Column::NextAt, Order::Asc);
    let due = due.at_most(AT_ONCE).await?;
    let tries = due.into_iter().map(|delivery| attempt(&db, channels, delivery.id));
    let sent = stream::iter(tries).buffer_unordered(BESIDE_EACH_OTHER);
    let sent = sent.filter(|tried| {
        let sent = match tried {
            Ok(sent) => *sent,
            Err(error) => {
                tracing::error!(?error, "a delivery was not tried");
                false
            }
        };
        async move { sent }
    });
    Ok(sent.count().await as u64)
}

/// Tries one; whether it was handed over.
async fn attempt(db: &Db, channels: &Channels, id: Id<delivery::Entity>) -> Result<bool> {
    let Some((delivery, message)) = lease(db, id).await? else { return Ok(false) };
    let sending = channels.send(delivery.channel, &message);
    let outcome = timeout(SEND_WITHIN, sending).await;
    let outcome = outcome.unwrap_or_else(|_| Err(Failure("no answer in time".to_owned())));

    let mut tx = db.begin(policy::DELIVER).await?;
    let before = tx.edit::<delivery::Entity>(id).await?;
    let now = tx.clock().now();
    let change = match &outcome {
        Ok(()) => delivery::ActiveModel {
            state: Set(State::Sent),
            sent_at: Set(Some(now)),
            last_error: Set(None),
            ..Default::default()
        },
        Err(Failure(words)) => delivery::ActiveModel {
            state: Set(if before.attempts >= MOST_ATTEMPTS {
                State::Failed
            } else {
                State::Pending
            }),
            next_at: Set(now + retry_after(before.attempts)),
            last_error: Set(Some(words.chars().take(MOST_ERROR_CHARS).collect())),
            ..Default::default()
        },
    };
    let after = tx.update(&before, change).await?;
    tx.commit().await?;
    if after.state == State::Failed {
        tracing::error!(delivery.id = %id, "a delivery is given up");
    }
    Ok(outcome.is_ok())
}

/// Takes a delivery for a minute, with what is to be sent; none where somebody else has it, or where
/// its user can be reached no longer.
async fn lease(db: &Db, id: Id<delivery::Entity>) -> Result<Option<(delivery::Model, Message)>> {
    let mut tx = db.begin(policy::DELIVER).await?;
    let before = tx.edit::<delivery::Entity>(id).await?;
    let now = tx.clock().now();
    if before.state != State::Pending || before.next_at > now {
        return Ok(None);
    }
    let notice = tx.find::<notice::Entity>(before.notice_id).await?;
    let user = tx.find::<user::Entity>(notice.user_id).await?;
    let to = match (before.channel, user.officer_id) {
        (Channel::Sms, Some(id)) => tx.find::<officer::Entity>(id).await?.phone.as_str().to_owned(),
        (Channel::Sms | Channel::Mail, _) => String::new(),
        (Channel::Log, _) => user.id.to_string(),
    };
    if to.is_empty() || user.state != user::State::Active {
        let nobody = delivery::ActiveModel {
            state: Set(State::Failed),
            last_error: Set(Some("no address".to_owned())),
            ..Default::default()
        };
        tx.update(&before, nobody).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let taken = delivery::ActiveModel {
        attempts: Set(before.attempts + 1),
        next_at: Set(now + LEASE),
        ..Default::default()
    };
    let delivery = tx.update(&before, taken).await?;
    tx.commit().await?;
    let language = Language::Chinese;
    let message = Message {
        id: notice.id.to_string(),
        to,
        title: title(notice.kind, language).to_owned(),
        text: body(notice.kind, &notice.args, language),
    };
    Ok(Some((delivery, message)))
}

/// How long to wait after so many attempts: half a minute, then twice as long each time, an hour at
/// most.
fn retry_after(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(7);
    TimeDelta::seconds(30 * (1 << doublings)).min(TimeDelta::hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_up_to_an_hour() {
        let waits: Vec<_> = (1..=9).map(|n| retry_after(n).num_seconds()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
    }
}
