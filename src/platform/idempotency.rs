//! One `clientId`, one row: a retry of the same content answers with the first result and changes
//! nothing; other content under the same `clientId` is refused.

use async_graphql::InputType;
use entity::{Id, Prefixed, client_key, scope::Area, user};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    actor::{Actor, Behalf},
    error::{Error, Result},
    scope::{Reach, Visible},
    tx::Tx,
};

/// What a client calls one creation of its own.
#[derive(Clone, Debug)]
pub struct ClientKey {
    id: Uuid,
    digest: Vec<u8>,
}

impl ClientKey {
    /// The key of this input, where the client gave one.
    pub fn of(client_id: Option<Uuid>, input: &impl InputType) -> Option<Self> {
        client_id.map(|id| Self { id, digest: digest_of(input) })
    }

    /// The key of what came otherwise than as a GraphQL input.
    pub fn of_text(client_id: Option<Uuid>, content: &str) -> Option<Self> {
        client_id.map(|id| Self { id, digest: Sha256::digest(content).to_vec() })
    }
}

/// Tells one content of an input from another.
pub fn digest_of(input: &impl InputType) -> Vec<u8> {
    Sha256::digest(input.to_value().to_string()).to_vec()
}

/// A key that this transaction will have used.
pub(super) struct Pending {
    user_id: Id<user::Entity>,
    key: ClientKey,
    kind: &'static str,
}

impl Pending {
    pub(super) const fn kind(&self) -> &'static str {
        self.kind
    }

    pub(super) fn used_for(self, subject_id: Uuid, tx: &Tx) -> client_key::ActiveModel {
        client_key::ActiveModel {
            id: Set(tx.clock().new_id()),
            user_id: Set(self.user_id),
            client_id: Set(self.key.id),
            digest: Set(self.key.digest),
            subject_kind: Set(self.kind.to_owned()),
            subject_id: Set(subject_id),
            created_at: Set(tx.clock().now()),
        }
    }
}

impl Visible for client_key::Entity {
    const KIND: &'static str = "client_key";
    const AREA: Option<Area> = None;

    fn reach(actor: &Actor) -> Reach<Self> {
        Reach::owned(client_key::Column::UserId, Some(actor.user_id))
    }
}

impl Tx {
    /// The row that this key created before, if any. If none, the key is kept with the row of
    /// `E` that this transaction inserts, or else changes. Whoever else sends the key waits until it ends.
    ///
    /// # Errors
    /// `IdempotencyMismatch` when the key was used for other content, `NotFound` when its row is out
    /// of reach by now.
    pub async fn first_result<E: Visible + Prefixed>(
        &mut self,
        key: Option<ClientKey>,
    ) -> Result<Option<E::Model>> {
        let (Some(key), Behalf::Actor(actor)) = (key, self.behalf()) else {
            return Ok(None);
        };
        let user_id = actor.user_id;
        let (high, low) = key.id.as_u64_pair();
        self.claim((high ^ low ^ user_id.uuid().as_u64_pair().1).cast_signed()).await?;
        let used = self
            .scoped::<client_key::Entity>()
            .filter(client_key::Column::ClientId.eq(key.id))
            .filter(client_key::Column::UserId.eq(user_id))
            .one()
            .await?;
        match used {
            None => {
                self.keep(Pending { user_id, key, kind: E::KIND });
                Ok(None)
            }
            Some(used) if used.digest == key.digest && used.subject_kind == E::KIND => {
                self.find::<E>(Id::from_uuid(used.subject_id)).await.map(Some)
            }
            Some(_) => Err(Error::IdempotencyMismatch),
        }
    }
}
