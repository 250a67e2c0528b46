//! Machines that sign in with a key, `wq_kiosk_...`. Only its hash is kept; whoever is given the
//! key sees it once. What the machine may do is decided by the role INTEGRATOR and every feature's
//! policy.

use chrono::{DateTime, Utc};
use entity::{
    Id, machine_key,
    user::{self, Duties, Role, State},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};
use sha2::{Digest, Sha256};

use super::{passwords::nobody, users::Home};
use crate::platform::{Result, clock::random_bytes, tx::Tx};

/// Every key of a machine begins so.
const PREFIX: &str = "wq_";
/// How much of the secret part a list may show.
const SHOWN: usize = 4;
/// The hash of a key: SHA-256, since a key is 32 random bytes and cannot be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyHash(pub(super) [u8; 32]);

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
    /// Where it belongs: an agency, an association or nowhere.
    pub home: Home,
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
        agency_id: Set(new.home.agency_id),
        association_id: Set(new.home.association_id),
        enterprise_id: Set(None),
        officer_id: Set(None),
        state: Set(State::Active),
        version: Set(1),
        created_at: Set(tx.clock().now()),
    })
    .await
}

/// Makes a key of this kind for a machine, good until it expires, and gives it. It cannot be had
/// again.
///
/// # Errors
/// Those of the database.
pub async fn issue_key(
    tx: &mut Tx,
    user_id: Id<user::Entity>,
    kind: &str,
    name: &str,
    expires_at: Option<DateTime<Utc>>,
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
        expires_at: Set(expires_at),
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
