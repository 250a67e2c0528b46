//! Machines that sign in with a key, `wq_kiosk_...`. Only its hash is kept; whoever is given the
//! key sees it once. What the machine may do is decided by the role INTEGRATOR and every feature's
//! policy.

use std::sync::Arc;

use chrono::TimeDelta;
use entity::{
    Id, agency, machine_key,
    user::{self, Duties, Role, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};
use sha2::{Digest, Sha256};

use super::{Auth, passwords::nobody, policy, recent::Proof};
use crate::platform::{
    Error, Result,
    actor::{Actor, Behalf, Origin},
    clock::random_bytes,
    error::Reason,
    tx::Tx,
};

/// Every key of a machine begins so.
const PREFIX: &str = "wq_";
/// How much of the secret part a list may show.
const SHOWN: usize = 4;
/// That a key was used is noted no more often than this.
const NOTED_EVERY: TimeDelta = TimeDelta::hours(1);

const REVOKED: Reason = Reason {
    code: "key_revoked",
    zh: "设备密钥无效或已吊销",
    en: "The key of this machine is not known or was revoked",
};

/// The hash of a key: SHA-256, since a key is 32 random bytes and cannot be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyHash([u8; 32]);

impl KeyHash {
    /// The hash of a token that is a machine's key; none for any other token.
    pub fn of(token: &str) -> Option<Self> {
        token.starts_with(PREFIX).then(|| Self(Sha256::digest(token).into()))
    }
}

/// A machine that is to have a user of its own.
pub struct NewMachine {
    /// What it is called in the list of users.
    pub username: String,
    /// What others see.
    pub name: String,
    /// Where it belongs.
    pub agency_id: Id<agency::Entity>,
}

/// Makes the user of a machine inside a write that is open already. It has no password.
///
/// # Errors
/// `Invalid` for a user name that is taken.
pub async fn insert_machine(tx: &mut Tx, new: NewMachine) -> Result<user::Model> {
    tx.insert(user::ActiveModel {
        id: Set(tx.clock().new_id()),
        username: Set(new.username),
        name: Set(new.name),
        password_hash: Set(nobody()?),
        role: Set(Role::Integrator),
        duties: Set(Duties::default()),
        agency_id: Set(Some(new.agency_id)),
        association_id: Set(None),
        enterprise_id: Set(None),
        officer_id: Set(None),
        state: Set(State::Active),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    })
    .await
}

/// Makes a key of this kind for a machine, and gives it. It cannot be had again.
///
/// # Errors
/// Those of the database.
pub async fn issue_key(
    tx: &mut Tx,
    user_id: Id<user::Entity>,
    kind: &str,
    name: &str,
) -> Result<String> {
    let secret: String = random_bytes::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let start = format!("{PREFIX}{kind}_");
    let hint: String = start.chars().chain(secret.chars().take(SHOWN)).collect();
    let key = start + &secret;
    let row = machine_key::ActiveModel {
        id: Set(tx.clock().new_id()),
        user_id: Set(user_id),
        name: Set(name.to_owned()),
        key_hash: Set(Sha256::digest(&key).to_vec()),
        hint: Set(hint),
        created_at: Set(tx.clock().now()),
        last_used_at: Set(None),
        revoked_at: Set(None),
    };
    tx.insert(row).await?;
    Ok(key)
}

/// Revokes every key of a machine. It is refused within a second.
///
/// # Errors
/// Those of the database.
pub async fn revoke_keys(tx: &mut Tx, user_id: Id<user::Entity>) -> Result<()> {
    use machine_key::Column;
    let now = tx.clock().now();
    let good = Column::UserId.eq(user_id).and(Column::RevokedAt.is_null());
    for key in tx.lock_where::<machine_key::Entity>(good).await? {
        let revoked = machine_key::ActiveModel { revoked_at: Set(Some(now)), ..Default::default() };
        tx.update(&key, revoked).await?;
    }
    Ok(())
}

impl Auth {
    /// The machine whose key this is, with the rights it has now.
    pub(super) async fn authenticate_machine(&self, hash: KeyHash) -> Result<Arc<Actor>> {
        let (now, proof) = (self.now(), Proof::Key(hash));
        if let Some(actor) = self.recent.get(proof, now) {
            return Ok(actor);
        }
        let refused = || Error::Unauthenticated(REVOKED);
        let sign_in = self.database.unscoped("sign-in: there is no actor yet");
        let is_good = machine_key::Column::KeyHash
            .eq(hash.0.to_vec())
            .and(machine_key::Column::RevokedAt.is_null());
        let key = sign_in.one::<machine_key::Entity>(is_good).await?.ok_or_else(refused)?;
        let user = sign_in.one::<user::Entity>(user::Column::Id.eq(key.user_id)).await?;
        let user = user.filter(|user| user.state == State::Active).ok_or_else(refused)?;
        if key.last_used_at.is_none_or(|noted_at| now - noted_at >= NOTED_EVERY) {
            self.note_use(key.id).await?;
        }
        Ok(self.recent.keep(proof, self.actor_of(user, None).await?, now))
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
