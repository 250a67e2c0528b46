//! What a sender calls what it sends, so that the same thing pushed twice is one row, and how much
//! it may send in a day.

use entity::{Prefixed, user::Role};
use sea_orm::{ColumnTrait, ModelTrait, Value, sea_query::ExprTrait};

use super::without_personal_number;
use crate::platform::{
    Error, Result, actor::Actor, clock::start_of, error::Reason, input, scope::Visible, tx::Tx,
};

/// More than any platform of a county warns of.
const MOST_A_DAY: u64 = 1_000;

const DAILY_LIMIT: Reason = Reason {
    code: "daily_limit",
    zh: "今日推送已达 1000 条上限，请明日再试",
    en: "A thousand were sent today: try again tomorrow",
};

/// What the sender calls it, and what was said under that name.
pub struct Source {
    /// Unique for the sender.
    pub key: Option<String>,
    /// Tells this content from another.
    pub digest: Vec<u8>,
}

impl Source {
    /// Reads what an input says.
    ///
    /// # Errors
    /// `Invalid` where the key is no line, or the identity number of a person.
    pub fn read(key: Option<&str>, digest: Vec<u8>) -> Result<Self> {
        let key = key.map(|key| input::line("sourceKey", key)).transpose()?;
        let key = key.map(|key| without_personal_number("sourceKey", key)).transpose()?;
        Ok(Self { key, digest })
    }
}

/// A table of what is pushed in.
pub trait Pushed: Visible + Prefixed {
    /// Who sent it.
    const SENDER: Self::Column;
    /// What the sender calls it.
    const SOURCE_KEY: Self::Column;
    /// Tells its content from another.
    const DIGEST: Self::Column;
    /// When it came in.
    const CREATED_AT: Self::Column;
}

/// What this sender sent before under this key, if anything. Whatever else the sender sends waits
/// until this write ends.
///
/// # Errors
/// `IdempotencyMismatch` when something else was sent under it.
pub async fn first_pushed<E: Pushed>(
    tx: &Tx,
    actor: &Actor,
    source: &Source,
) -> Result<Option<E::Model>> {
    tx.claim(actor.user_id.uuid().as_u64_pair().1.cast_signed()).await?;
    let Some(key) = &source.key else { return Ok(None) };
    let own = E::SENDER.eq(actor.user_id).and(E::SOURCE_KEY.eq(key.as_str()));
    match tx.scoped::<E>().filter(own).one().await? {
        Some(first) if first.get(E::DIGEST) == Value::from(source.digest.clone()) => {
            Ok(Some(first))
        }
        Some(_) => Err(Error::IdempotencyMismatch),
        None => Ok(None),
    }
}

/// A machine says what it calls a thing.
///
/// # Errors
/// `Invalid` where it does not.
pub fn check_source_key(actor: &Actor, source: &Source) -> Result<()> {
    if actor.role == Role::Integrator && source.key.is_none() {
        return Err(Error::invalid("sourceKey", input::REQUIRED));
    }
    Ok(())
}

/// Counts what the sender sent today; it waits its turn since `first_pushed`.
///
/// # Errors
/// `LimitReached` when that is a thousand.
pub async fn check_daily_limit<E: Pushed>(tx: &Tx, actor: &Actor) -> Result<()> {
    let today = E::CREATED_AT.gte(start_of(tx.clock().today()));
    let sent = tx.count_for_rule::<E>(E::SENDER.eq(actor.user_id).and(today)).await?;
    if sent >= MOST_A_DAY {
        return Err(Error::LimitReached(DAILY_LIMIT));
    }
    Ok(())
}
