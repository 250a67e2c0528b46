//! Takes deliveries out, at least once and of each object in order: tried again for three days, then
//! parked. The worker's part; no person may do it.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use entity::{
    Id, webhook, webhook_attempt,
    webhook_delivery::{self, State},
};
use futures_util::{StreamExt, stream};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{
    policy,
    queue::due,
    retries::wait_after,
    sender::{Outcome, Sender},
};
use crate::{
    features::public_id,
    platform::{
        Error, Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
    },
};

const WHY: &str = "worker: webhooks are told";
const BESIDE_EACH_OTHER: usize = 8;
/// Longer than a try takes; then another server may try.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// The address is gone for good, says the other side.
const GONE: u16 = 410;

/// Tries every delivery whose turn it is, until there is none, and says how many were taken. It may
/// run as often as one likes, also on two servers at once: whoever tries one has it to itself for a
/// minute.
///
/// # Errors
/// Those of the database when the deliveries cannot be listed.
pub async fn deliver(database: &Database, sender: &Sender) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut taken = 0;
    loop {
        let ids = due(&db, db.clock().now()).await?;
        if ids.is_empty() {
            return Ok(taken);
        }
        let tries = ids.into_iter().map(|id| attempt(&db, sender, id));
        let tried: Vec<_> = stream::iter(tries).buffer_unordered(BESIDE_EACH_OTHER).collect().await;
        for outcome in tried {
            match outcome {
                Ok(was_taken) => taken += u64::from(was_taken),
                Err(error) => {
                    tracing::error!(?error, "a webhook was not tried");
                    return Ok(taken);
                }
            }
        }
    }
}

/// What is sent for a delivery: the kind and the id of the row, and nothing of what stands in it.
/// Whoever is told reads it with the key, within the rights of that moment.
pub fn body(delivery: &webhook_delivery::Model) -> String {
    json!({
        "type": delivery.topic,
        "timestamp": delivery.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "data": {
            "kind": delivery.subject_kind,
            "id": public_id(&delivery.subject_kind, delivery.subject_id),
            "cursor": delivery.position.to_string(),
        },
    })
    .to_string()
}

/// Tries one; whether it was taken.
async fn attempt(db: &Db, sender: &Sender, id: Id<webhook_delivery::Entity>) -> Result<bool> {
    let Some((delivery, webhook)) = lease(db, id).await? else { return Ok(false) };
    let began = db.clock().now();
    let message_id = delivery.event_id.to_string();
    let outcome = sender.send(&webhook, &message_id, body(&delivery), began).await?;
    let mut tx = db.begin(policy::DELIVER).await?;
    let before = tx.edit::<webhook_delivery::Entity>(id).await?;
    let now = tx.clock().now();
    tx.insert(attempt_row(tx.clock().new_id(), id, &outcome, began, now)).await?;
    let is_given_up = !outcome.is_taken() && now >= before.give_up_at;
    let change = match (outcome.is_taken(), is_given_up) {
        (true, _) => webhook_delivery::ActiveModel {
            state: Set(State::Delivered),
            delivered_at: Set(Some(now)),
            ..Default::default()
        },
        (false, true) => {
            webhook_delivery::ActiveModel { state: Set(State::Parked), ..Default::default() }
        }
        (false, false) => webhook_delivery::ActiveModel {
            next_at: Set(now + wait_after(before.attempts)),
            ..Default::default()
        },
    };
    tx.update(&before, change).await?;
    tx.commit().await?;
    if is_given_up || outcome.status == Some(GONE) {
        pause(db, webhook.id).await?;
    }
    Ok(outcome.is_taken())
}

fn attempt_row(
    id: Id<webhook_attempt::Entity>,
    delivery_id: Id<webhook_delivery::Entity>,
    outcome: &Outcome,
    began: DateTime<Utc>,
    now: DateTime<Utc>,
) -> webhook_attempt::ActiveModel {
    let words = Some(outcome.words.clone());
    webhook_attempt::ActiveModel {
        id: Set(id),
        delivery_id: Set(delivery_id),
        at: Set(began),
        took_ms: Set(i32::try_from((now - began).num_milliseconds()).unwrap_or(i32::MAX)),
        status: Set(outcome.status.map(i32::from)),
        answer: Set(outcome.status.and(words.clone())),
        failure: Set(if outcome.status.is_none() { words } else { None }),
    }
}

/// Takes a delivery for a minute; none where somebody else has it, or its webhook is told no more.
async fn lease(
    db: &Db,
    id: Id<webhook_delivery::Entity>,
) -> Result<Option<(webhook_delivery::Model, webhook::Model)>> {
    let mut tx = db.begin(policy::DELIVER).await?;
    let before = tx.edit::<webhook_delivery::Entity>(id).await?;
    let now = tx.clock().now();
    let webhook = tx.find::<webhook::Entity>(before.webhook_id).await?;
    let is_its_turn = before.state == State::Pending && before.next_at <= now;
    if !is_its_turn || webhook.state != webhook::State::Active {
        return Ok(None);
    }
    let taken = webhook_delivery::ActiveModel {
        attempts: Set(before.attempts + 1),
        next_at: Set(now + LEASE),
        ..Default::default()
    };
    let delivery = tx.update(&before, taken).await?;
    tx.commit().await?;
    Ok(Some((delivery, webhook)))
}

/// Stops telling a webhook; whoever answers for it hears of it.
async fn pause(db: &Db, id: Id<webhook::Entity>) -> Result<()> {
    let mut tx = db.begin(policy::PAUSE).await?;
    let before = match tx.edit::<webhook::Entity>(id).await {
        Ok(before) if before.state == webhook::State::Active => before,
        Ok(_) | Err(Error::NotFound { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    let paused = webhook::ActiveModel { state: Set(webhook::State::Paused), ..Default::default() };
    tx.update(&before, paused).await?;
    tx.commit().await
}
