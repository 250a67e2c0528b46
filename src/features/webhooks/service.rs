//! Keeping webhooks: one function a use case.

use chrono::{DateTime, Utc};
use entity::{
    Id, api_client,
    text_list::TextList,
    webhook::{self, State},
    webhook_delivery,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition};

use super::{policy, retries::GIVE_UP_AFTER, sender::Sender, wanted::is_known};
use crate::platform::{
    Error, Result, error::Reason, idempotency::ClientKey, input, viewer::Viewer,
};

/// More than a client has a use for.
const MOST_OF_A_CLIENT: u64 = 20;

const UNKNOWN_TOPIC: Reason = Reason {
    code: "unknown_topic",
    zh: "没有此类事件",
    en: "There is no such topic: see webhookTopics",
};
const TOO_MANY: Reason = Reason {
    code: "too_many_webhooks",
    zh: "推送地址过多，请先删除不用的",
    en: "Too many webhooks: delete those that are not used",
};
const NO_CLIENT: Reason =
    Reason { code: "no_client", zh: "请指明接入系统", en: "Say which client it is for" };
const GONE: Reason =
    Reason { code: "deleted", zh: "该推送已删除", en: "The webhook was deleted" };
const WHAT: Reason = Reason {
    code: "what_to_redeliver",
    zh: "请指明一次推送，或一个推送地址和时间范围",
    en: "Name one delivery, or a webhook and a time from which on",
};

/// A webhook to be made.
pub struct NewWebhook {
    /// Whose; the caller's own where it is a client.
    pub client_id: Option<Id<api_client::Entity>>,
    /// Where it is told.
    pub url: String,
    /// What it is told.
    pub topics: Vec<String>,
    /// What it is for.
    pub description: String,
}

/// What changes of a webhook; absent stays.
#[derive(Default)]
pub struct WebhookChange {
    /// Where it is told.
    pub url: Option<String>,
    /// What it is told.
    pub topics: Option<Vec<String>>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is told.
    pub is_paused: Option<bool>,
}

/// What is asked for once more.
pub enum Again {
    /// One delivery.
    One(Id<webhook_delivery::Entity>),
    /// What happened from an instant on, and before another where there is one.
    Range(Id<webhook::Entity>, DateTime<Utc>, Option<DateTime<Utc>>),
}

impl Again {
    /// Reads what the input names.
    ///
    /// # Errors
    /// `Invalid` for neither or both.
    pub fn of(
        delivery: Option<Id<webhook_delivery::Entity>>,
        webhook: Option<Id<webhook::Entity>>,
        since: Option<DateTime<Utc>>,
        until: Option<DateTime<Utc>>,
    ) -> Result<Self> {
        match (delivery, webhook, since) {
            (Some(id), None, None) => Ok(Self::One(id)),
            (None, Some(id), Some(since)) => Ok(Self::Range(id, since, until)),
            (None, Some(_), None) => Err(Error::invalid("since", WHAT)),
            (None, None, _) => Err(Error::invalid("webhookId", WHAT)),
            _ => Err(Error::invalid("deliveryId", WHAT)),
        }
    }
}

/// Makes a webhook, which is told of what happens from now on.
///
/// # Errors
/// `Invalid` for an address that may not be told or an unknown topic; `NotFound` for a client out of
/// reach.
pub async fn create_webhook(
    viewer: &Viewer,
    sender: &Sender,
    key: Option<ClientKey>,
    new: NewWebhook,
) -> Result<webhook::Model> {
    let url = sender.check("url", &new.url).await?;
    let topics = known("topics", new.topics)?;
    let client_id = match new.client_id {
        Some(id) => id,
        None => own_client(viewer).await?,
    };
    let mut tx = viewer.begin(policy::CREATE).await?;
    if let Some(first) = tx.first_result::<webhook::Entity>(key).await? {
        return Ok(first);
    }
    let client = tx.lock::<api_client::Entity>(client_id).await?;
    let living = Condition::all()
        .add(webhook::Column::ClientId.eq(client.id))
        .add(webhook::Column::State.ne(State::Deleted));
    if tx.count_for_rule::<webhook::Entity>(living).await? >= MOST_OF_A_CLIENT {
        return Err(Error::LimitReached(TOO_MANY));
    }
    let now = tx.clock().now();
    let row = webhook::ActiveModel {
        id: Set(tx.clock().new_id()),
        client_id: Set(client.id),
        url: Set(url),
        topics: Set(TextList(topics)),
        description: Set(new.description),
        state: Set(State::Active),
        generation: Set(1),
        rotated_at: Set(now),
        version: Set(1),
        created_at: Set(now),
    };
    let webhook = tx.insert(row).await?;
    tx.commit().await?;
    Ok(webhook)
}

/// Changes a webhook. One that goes on after a pause is told of what happened meanwhile.
///
/// # Errors
/// `Conflict` when `version` is stale, `IllegalState` when it was deleted, `Invalid` as
/// `create_webhook`.
pub async fn update_webhook(
    viewer: &Viewer,
    sender: &Sender,
    id: Id<webhook::Entity>,
    version: i32,
    change: WebhookChange,
) -> Result<webhook::Model> {
    let mut next = webhook::ActiveModel::default();
    if let Some(url) = change.url {
        next.url = Set(sender.check("url", &url).await?);
    }
    if let Some(topics) = change.topics {
        next.topics = Set(TextList(known("topics", topics)?));
    }
    if let Some(description) = change.description {
        next.description = Set(description);
    }
    if let Some(is_paused) = change.is_paused {
        next.state = Set(if is_paused { State::Paused } else { State::Active });
    }
    let mut tx = viewer.begin(policy::UPDATE).await?;
    let before = tx.edit_at::<webhook::Entity>(id, version).await?;
    check_lives(&before)?;
    let webhook = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(webhook)
}

/// Gives a webhook another secret; the one before is used beside it for a day.
///
/// # Errors
/// `IllegalState` when it was deleted.
pub async fn rotate_secret(viewer: &Viewer, id: Id<webhook::Entity>) -> Result<webhook::Model> {
    let mut tx = viewer.begin(policy::ROTATE).await?;
    let before = tx.edit::<webhook::Entity>(id).await?;
    check_lives(&before)?;
    let next = webhook::ActiveModel {
        generation: Set(before.generation + 1),
        rotated_at: Set(tx.clock().now()),
        ..Default::default()
    };
    let webhook = tx.update(&before, next).await?;
    tx.commit().await?;
    Ok(webhook)
}

/// Ends a webhook; what it was told stays to be read.
///
/// # Errors
/// `NotFound` out of reach.
pub async fn delete_webhook(viewer: &Viewer, id: Id<webhook::Entity>) -> Result<webhook::Model> {
    let mut tx = viewer.begin(policy::DELETE).await?;
    let before = tx.edit::<webhook::Entity>(id).await?;
    let gone = webhook::ActiveModel { state: Set(State::Deleted), ..Default::default() };
    let webhook = tx.update(&before, gone).await?;
    tx.commit().await?;
    Ok(webhook)
}

/// Lets deliveries be tried again, now and for three days, with the ids they had; says how many.
///
/// # Errors
/// `NotFound` out of reach, `IllegalState` when the webhook was deleted.
pub async fn redeliver(viewer: &Viewer, again: Again) -> Result<(webhook::Model, usize)> {
    use webhook_delivery::Column;
    let mut tx = viewer.begin(policy::REDELIVER).await?;
    let (webhook_id, which) = match again {
        Again::One(id) => {
            let delivery = tx.find::<webhook_delivery::Entity>(id).await?;
            (delivery.webhook_id, Condition::all().add(Column::Id.eq(id)))
        }
        Again::Range(id, since, until) => {
            let now = tx.clock().now();
            let since = input::instant("since", since, now)?;
            let until = until.map(|until| input::instant("until", until, now)).transpose()?;
            let within = Condition::all().add(Column::At.gte(since));
            (id, within.add_option(until.map(|until| Column::At.lt(until))))
        }
    };
    let webhook = tx.edit::<webhook::Entity>(webhook_id).await?;
    check_lives(&webhook)?;
    let now = tx.clock().now();
    let ended = which
        .add(Column::WebhookId.eq(webhook.id))
        .add(Column::State.ne(webhook_delivery::State::Pending));
    let anew = [
        (Column::State, sea_orm::ActiveEnum::to_value(&webhook_delivery::State::Pending).into()),
        (Column::Attempts, 0.into()),
        (Column::NextAt, now.into()),
        (Column::GiveUpAt, (now + GIVE_UP_AFTER).into()),
    ];
    let count = tx.set_where::<webhook_delivery::Entity>(ended, &anew).await?;
    tx.record_access::<webhook::Entity>(&webhook);
    tx.commit().await?;
    Ok((webhook, count))
}

/// The client that the caller is.
async fn own_client(viewer: &Viewer) -> Result<Id<api_client::Entity>> {
    let is_own = api_client::Column::UserId.eq(viewer.actor.user_id);
    let own = viewer.scoped::<api_client::Entity>().filter(is_own).one().await?;
    own.map(|client| client.id).ok_or_else(|| Error::invalid("apiClientId", NO_CLIENT))
}

fn known(field: &'static str, topics: Vec<String>) -> Result<Vec<String>> {
    if topics.is_empty() {
        return Err(Error::invalid(field, input::EMPTY));
    }
    let topics = input::lines(field, topics)?;
    match topics.iter().all(|topic| is_known(topic)) {
        true => Ok(topics),
        false => Err(Error::invalid(field, UNKNOWN_TOPIC)),
    }
}

fn check_lives(webhook: &webhook::Model) -> Result<()> {
    match webhook.state {
        State::Deleted => Err(Error::IllegalState(GONE)),
        State::Active | State::Paused => Ok(()),
    }
}
