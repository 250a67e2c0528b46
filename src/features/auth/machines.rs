//! How machines come in: with a key, or with a token that stands for one for ten minutes.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    Id, api_client, machine_key,
    scope::Scopes,
    user::{self, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, sea_query::IntoCondition};

use super::{
    Auth,
    keys::KeyHash,
    policy,
    recent::Proof,
    tokens::{ACCESS_LIFE, MachineAccess},
};
use crate::platform::{
    Error, Result,
    actor::{Actor, Behalf, Origin},
    error::Reason,
};

/// That a key was used is noted no more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);

const REVOKED: Reason = Reason {
    code: "key_revoked",
    zh: "密钥无效、已过期或已吊销",
    en: "The key is not known, has expired or was revoked",
};
const ELSEWHERE: Reason = Reason {
    code: "address_not_allowed",
    zh: "该密钥不允许从此地址访问",
    en: "The key may not be used from this address",
};

/// A token that stands for a key.
pub struct MachineToken {
    /// The token.
    pub token: String,
    /// How many seconds it is good.
    pub lasts_secs: i64,
    /// What it opens.
    pub scopes: Scopes,
}

impl Auth {
    /// The machine that this token names, if it is a machine's: with the rights it has now, and only
    /// from where it may come.
    pub(super) async fn authenticate_machine(
        &self,
        token: &str,
        origin: &Origin,
    ) -> Result<Option<Arc<Actor>>> {
        let actor = if let Some(hash) = KeyHash::of(token) {
            let is_this = machine_key::Column::KeyHash.eq(hash.0.to_vec());
            self.machine(Proof::Key(hash), is_this.into_condition()).await?
        } else if let Some(access) = self.secret.read_machine(token, self.now()) {
            let is_this = machine_key::Column::Id.eq(access.key_id);
            let whole = self.machine(Proof::Token(access.key_id), is_this.into_condition()).await?;
            narrowed(&whole, &access.scopes)
        } else {
            return Ok(None);
        };
        let machine = actor.machine.as_ref();
        if machine.is_some_and(|machine| !machine.may_come_from(&origin.address)) {
            return Err(Error::Unauthenticated(ELSEWHERE));
        }
        Ok(Some(actor))
    }

    /// Gives a token for a key that its client came with, with these scopes or all of the key's.
    ///
    /// # Errors
    /// `Unauthenticated` where the key is not good, not the client's or not to be used from there;
    /// `None` where a scope is wanted that the key does not hold.
    pub async fn exchange_key(
        &self,
        client_id: Id<api_client::Entity>,
        key: &str,
        wanted: Option<Scopes>,
        origin: &Origin,
    ) -> Result<Option<MachineToken>> {
        let refused = || Error::Unauthenticated(REVOKED);
        let hash = KeyHash::of(key).ok_or_else(refused)?;
        let actor = self.authenticate_machine(key, origin).await?.ok_or_else(refused)?;
        let client =
            self.rights().client_of(actor.user_id).await?.filter(|client| client.id == client_id);
        let client = client.ok_or_else(refused)?;
        let scopes = wanted.unwrap_or_else(|| client.scopes.clone());
        if !scopes.0.iter().all(|scope| client.scopes.hold(*scope)) {
            return Ok(None);
        }
        let sign_in = self.database.unscoped("sign-in: there is no actor yet");
        let is_this = machine_key::Column::KeyHash.eq(hash.0.to_vec());
        let row = sign_in.one::<machine_key::Entity>(is_this).await?.ok_or_else(refused)?;
        let access = MachineAccess { key_id: row.id, scopes: scopes.clone() };
        let (token, _) = self.secret.machine_token(access, self.now())?;
        Ok(Some(MachineToken { token, lasts_secs: ACCESS_LIFE.num_seconds(), scopes }))
    }

    async fn machine(&self, proof: Proof, is_this: Condition) -> Result<Arc<Actor>> {
        let now = self.now();
        if let Some(actor) = self.recent.get(proof, now) {
            return Ok(actor);
        }
        let refused = || Error::Unauthenticated(REVOKED);
        let sign_in = self.database.unscoped("sign-in: there is no actor yet");
        let key = sign_in.one::<machine_key::Entity>(is_this).await?;
        let key = key.filter(|key| is_good(key, now)).ok_or_else(refused)?;
        let user = sign_in.one::<user::Entity>(user::Column::Id.eq(key.user_id)).await?;
        let user = user.filter(|user| user.state == State::Active).ok_or_else(refused)?;
        if key.last_used_at.is_none_or(|noted_at| now - noted_at >= NOTED_EVERY) {
            self.note_use(key.id).await?;
        }
        Ok(self.recent.keep(proof, self.rights().actor_of(user, None).await?, now))
    }

    async fn note_use(&self, id: Id<machine_key::Entity>) -> Result<()> {
        let system = Behalf::System("sign-in: a machine's key was used");
        let db = self.database.on_behalf_of(system, Origin::default());
        let mut tx = db.begin(policy::USE_KEY).await?;
        let key = tx.edit::<machine_key::Entity>(id).await?;
        let used_at = Set(Some(tx.clock().now()));
        let used = machine_key::ActiveModel { last_used_at: used_at, ..Default::default() };
        tx.update(&key, used).await?;
        tx.commit().await
    }
}

fn is_good(key: &machine_key::Model, now: DateTime<Utc>) -> bool {
    key.revoked_at.is_none() && key.expires_at.is_none_or(|end| now < end)
}

/// The same machine with only those of its scopes.
fn narrowed(actor: &Arc<Actor>, scopes: &Scopes) -> Arc<Actor> {
    let mut narrowed = Actor::clone(actor);
    if let Some(machine) = &mut narrowed.machine {
        machine.scopes.0.retain(|scope| scopes.hold(*scope));
    }
    Arc::new(narrowed)
}
