//! Numbers what happened and makes deliveries of it: one for each webhook that wants the event and
//! whose client sees the row. The worker's part; no person may do it.

use std::collections::{BTreeMap, HashSet};

use entity::{api_client, outbox_event, webhook, webhook_delivery};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use uuid::Uuid;

use super::{policy, retries::GIVE_UP_AFTER, wanted::wants};
use crate::{
    features::{auth::machine_now, tables},
    platform::{
        Result,
        actor::{Behalf, Origin},
        db::{Database, Db},
        tx::Tx,
    },
};

const WHY: &str = "worker: what happened is numbered, and deliveries are made of it";
/// More than any county has.
const MOST_WEBHOOKS: u64 = 10_000;

/// Numbers everything that happened, a thousand events a transaction, and says how many deliveries
/// it made. It may run as often as one likes, also on two servers at once.
///
/// # Errors
/// Those of the database; then the events of the last transaction are numbered again.
pub async fn number(database: &Database) -> Result<u64> {
    let db = database.on_behalf_of(Behalf::System(WHY), Origin::default());
    let mut made = 0;
    loop {
        let mut tx = db.begin(policy::NUMBER).await?;
        let events = tx.number_events().await?;
        if events.is_empty() {
            return Ok(made);
        }
        let webhooks = webhooks(&tx).await?;
        let deliveries = deliveries(database, &tx, &events, webhooks).await?;
        made += deliveries.len() as u64;
        tx.insert_many(deliveries).await?;
        tx.commit().await?;
    }
}

/// The webhooks that are told, with the clients whose they are. What happens while one is paused
/// waits for it.
async fn webhooks(tx: &Tx) -> Result<Vec<(webhook::Model, api_client::Model)>> {
    use webhook::{Column, State};
    let living = tx.scoped::<webhook::Entity>().filter(Column::State.ne(State::Deleted));
    let webhooks = living.at_most(MOST_WEBHOOKS).await?;
    let ids: HashSet<_> = webhooks.iter().map(|webhook| webhook.client_id.uuid()).collect();
    let clients = tx
        .scoped::<api_client::Entity>()
        .filter(api_client::Column::Id.is_in(ids))
        .filter(api_client::Column::RevokedAt.is_null());
    let clients = clients.at_most(MOST_WEBHOOKS).await?;
    let with_client = |webhook: webhook::Model| {
        let client = clients.iter().find(|client| client.id == webhook.client_id)?;
        Some((webhook, client.clone()))
    };
    Ok(webhooks.into_iter().filter_map(with_client).collect())
}

async fn deliveries(
    database: &Database,
    tx: &Tx,
    events: &[outbox_event::Model],
    webhooks: Vec<(webhook::Model, api_client::Model)>,
) -> Result<Vec<webhook_delivery::ActiveModel>> {
    let mut deliveries = Vec::new();
    let mut of_clients: BTreeMap<Uuid, (api_client::Model, Vec<webhook::Model>)> = BTreeMap::new();
    for (webhook, client) in webhooks {
        of_clients.entry(client.id.uuid()).or_insert((client, Vec::new())).1.push(webhook);
    }
    for (client, webhooks) in of_clients.into_values() {
        let is_wanted = |event: &&outbox_event::Model| {
            webhooks.iter().any(|webhook| wants(&webhook.topics.0, &event.topic))
        };
        let wanted: Vec<_> = events.iter().filter(is_wanted).collect();
        if wanted.is_empty() {
            continue;
        }
        let Some(actor) = machine_now(database, client.user_id).await? else { continue };
        let reader = database.on_behalf_of(Behalf::Actor(actor), Origin::default());
        let seen = seen_of(&reader, &wanted).await?;
        for webhook in &webhooks {
            let told = wanted.iter().filter(|event| {
                wants(&webhook.topics.0, &event.topic) && seen.contains(&event.subject_id)
            });
            deliveries.extend(told.filter_map(|event| row(tx, webhook, event)));
        }
    }
    Ok(deliveries)
}

/// Which of the rows that events are about somebody sees: a statement a kind.
///
/// # Errors
/// Those of the database.
pub async fn seen_of(db: &Db, events: &[&outbox_event::Model]) -> Result<HashSet<Uuid>> {
    let mut kinds: BTreeMap<&str, HashSet<Uuid>> = BTreeMap::new();
    for event in events {
        kinds.entry(&event.subject_kind).or_default().insert(event.subject_id);
    }
    let tables = tables();
    let mut seen = HashSet::new();
    for (kind, ids) in kinds {
        let shared = tables.iter().find(|table| table.kind == kind && table.area.is_some());
        let Some(table) = shared else { continue };
        seen.extend((table.seen_among)(db.clone(), ids.into_iter().collect()).await?);
    }
    Ok(seen)
}

fn row(
    tx: &Tx,
    webhook: &webhook::Model,
    event: &outbox_event::Model,
) -> Option<webhook_delivery::ActiveModel> {
    let now = tx.clock().now();
    Some(webhook_delivery::ActiveModel {
        id: Set(tx.clock().new_id()),
        webhook_id: Set(webhook.id),
        event_id: Set(event.id),
        position: Set(event.position?),
        topic: Set(event.topic.clone()),
        subject_kind: Set(event.subject_kind.clone()),
        subject_id: Set(event.subject_id),
        at: Set(event.at),
        state: Set(webhook_delivery::State::Pending),
        attempts: Set(0),
        next_at: Set(now),
        give_up_at: Set(now + GIVE_UP_AFTER),
        delivered_at: Set(None),
        created_at: Set(now),
    })
}
