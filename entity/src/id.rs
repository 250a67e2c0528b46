//! One typed id for every table: a time-ordered UUID that knows whose row it names.
//!
//! Clients see a prefix and the UUID in Crockford's base32 (`ent_06d5...`). The traits of the
//! ORM and of GraphQL stand here because of the orphan rule; nothing else of either does.

use std::{borrow::Cow, cmp::Ordering, fmt, hash::Hash, hash::Hasher, marker::PhantomData};

use async_graphql::{InputType, InputValueError, InputValueResult, registry::Registry};
use sea_orm::{
    ColIdx, DbErr, IntoActiveValue, QueryResult, TryFromU64, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr},
};
use uuid::Uuid;

/// A table whose rows have an [`Id`].
pub trait Prefixed: 'static {
    /// What the ids of this table begin with, three or four lower-case letters.
    const PREFIX: &'static str;
}

/// The id of one row of the table `E`. Ids of two tables cannot be swapped.
pub struct Id<E> {
    uuid: Uuid,
    table: PhantomData<fn() -> E>,
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;

impl<E> Id<E> {
    /// The id of the row that has this UUID.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self { uuid, table: PhantomData }
    }

    /// The bare UUID, as the database stores it.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl<E: Prefixed> Id<E> {
    /// Reads the public form. `None` for anything that this table never handed out.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(E::PREFIX)?.strip_prefix('_')?;
        decode(rest).map(Self::from_uuid)
    }
}

fn encode(uuid: Uuid) -> String {
    let bits = uuid.as_u128();
    (0..LENGTH)
        .rev()
        .filter_map(|place| ALPHABET.get(((bits >> (place * 5)) & 31) as usize))
        .map(|symbol| char::from(*symbol))
        .collect()
}

fn decode(text: &str) -> Option<Uuid> {
    // 26 symbols hold 130 bits: the first may use two of its five.
    if text.len() != LENGTH || text.as_bytes().first()? > &b'7' {
        return None;
    }
    let bits = text.bytes().try_fold(0u128, |bits, byte| {
        let value = ALPHABET.iter().position(|symbol| *symbol == byte)?;
        Some((bits << 5) | value as u128)
    })?;
    Some(Uuid::from_u128(bits))
}

impl<E: Prefixed> fmt::Display for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", E::PREFIX, encode(self.uuid))
    }
}

impl<E> fmt::Debug for Id<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", encode(self.uuid))
    }
}

// Derives would ask the same of `E`, which is a marker only.
impl<E> Clone for Id<E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<E> Copy for Id<E> {}
impl<E> PartialEq for Id<E> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<E> Eq for Id<E> {}
impl<E> PartialOrd for Id<E> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<E> Ord for Id<E> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<E> Hash for Id<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<E> From<Id<E>> for Value {
    fn from(id: Id<E>) -> Self {
        id.uuid.into()
    }
}

impl<E> TryGetable for Id<E> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        Uuid::try_get_by(row, index).map(Self::from_uuid)
    }
}

impl<E> ValueType for Id<E> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        <Uuid as ValueType>::try_from(value).map(Self::from_uuid)
    }

    fn type_name() -> String {
        "Id".to_owned()
    }

    fn array_type() -> ArrayType {
        <Uuid as ValueType>::array_type()
    }

    fn column_type() -> ColumnType {
        <Uuid as ValueType>::column_type()
    }
}

impl<E> Nullable for Id<E> {
    fn null() -> Value {
        <Uuid as Nullable>::null()
    }
}

impl<E> TryFromU64 for Id<E> {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Id"))
    }
}

impl<E> IntoActiveValue<Id<E>> for Id<E> {
    fn into_active_value(self) -> sea_orm::ActiveValue<Self> {
        sea_orm::ActiveValue::Set(self)
    }
}

/// In GraphQL an id is an `ID`. What cannot be one of this table's ids becomes the nil id, which
/// no row has: a garbled id reads exactly like an absent one.
impl<E: Prefixed> InputType for Id<E> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <async_graphql::ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <async_graphql::ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<async_graphql::Value>) -> InputValueResult<Self> {
        let id =
            <async_graphql::ID as InputType>::parse(value).map_err(InputValueError::propagate)?;
        Ok(Id::parse(&id).unwrap_or(Self::from_uuid(Uuid::nil())))
    }

    fn to_value(&self) -> async_graphql::Value {
        async_graphql::Value::String(self.to_string())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<E: Prefixed> async_graphql::OutputType for Id<E> {
    fn type_name() -> Cow<'static, str> {
        <async_graphql::ID as async_graphql::OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <async_graphql::ID as async_graphql::OutputType>::create_type_info(registry)
    }

    async fn resolve(
        &self,
        _: &async_graphql::ContextSelectionSet<'_>,
        _: &async_graphql::Positioned<async_graphql::parser::types::Field>,
    ) -> async_graphql::ServerResult<async_graphql::Value> {
        Ok(async_graphql::Value::String(self.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Firm;
    impl Prefixed for Firm {
        const PREFIX: &'static str = "ent";
    }

    proptest! {
        #[test]
        fn an_id_reads_back_as_itself(bits: u128) {
            let id = Id::<Firm>::from_uuid(Uuid::from_u128(bits));
            prop_assert_eq!(Id::parse(&id.to_string()), Some(id));
        }

        #[test]
        fn the_public_form_sorts_like_the_uuid(a: u128, b: u128) {
            let text = |bits| Id::<Firm>::from_uuid(Uuid::from_u128(bits)).to_string();
            prop_assert_eq!(text(a).cmp(&text(b)), a.cmp(&b));
        }

        #[test]
        fn garbage_is_no_id(text in "\\PC{0,40}") {
            if let Some(id) = Id::<Firm>::parse(&text) {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
