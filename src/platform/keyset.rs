//! The order of a list, and where in it one goes on.
//!
//! Keys compare as row values, `(a, id) < (x, y)`, which the index serves on both databases.

use std::str::FromStr;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ModelTrait, Order, Value,
    sea_query::{ColumnType, Expr, ExprTrait},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    error::Result,
    scope::{Visible, primary_key},
    select::{Scoped, read},
};

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl Direction {
    pub(super) const fn sql(self) -> Order {
        match self {
            Self::Ascending => Order::Asc,
            Self::Descending => Order::Desc,
        }
    }
}

/// The order of a list: by a column that is never null, then by id.
#[derive(Clone, Debug)]
pub struct Keyset<E: EntityTrait> {
    /// The column.
    pub column: E::Column,
    /// Which way.
    pub direction: Direction,
}

impl<E: EntityTrait> Keyset<E> {
    /// Smallest first.
    pub const fn ascending(column: E::Column) -> Self {
        Self { column, direction: Direction::Ascending }
    }

    /// Largest first.
    pub const fn descending(column: E::Column) -> Self {
        Self { column, direction: Direction::Descending }
    }
}

/// A value that rows are ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// A number.
    #[serde(rename = "n")]
    Number(i64),
    /// A text.
    #[serde(rename = "t")]
    Text(String),
    /// An instant.
    #[serde(rename = "i")]
    Instant(DateTime<Utc>),
    /// A day.
    #[serde(rename = "d")]
    Day(NaiveDate),
    /// An id.
    #[serde(rename = "u")]
    Uuid(Uuid),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    Number,
    Text,
    Instant,
    Day,
    Uuid,
}

impl Key {
    /// The key in a column's value.
    pub(super) fn of(value: Value) -> Self {
        match value {
            Value::Int(Some(number)) => Self::Number(number.into()),
            Value::BigInt(Some(number)) => Self::Number(number),
            Value::ChronoDateTimeUtc(Some(instant)) => Self::Instant(instant),
            Value::ChronoDate(Some(day)) => Self::Day(day),
            Value::Uuid(Some(id)) => Self::Uuid(id),
            Value::String(Some(text)) => Self::Text(text),
            _ => Self::Text(String::new()),
        }
    }

    pub(super) const fn kind(&self) -> KeyKind {
        match self {
            Self::Number(_) => KeyKind::Number,
            Self::Text(_) => KeyKind::Text,
            Self::Instant(_) => KeyKind::Instant,
            Self::Day(_) => KeyKind::Day,
            Self::Uuid(_) => KeyKind::Uuid,
        }
    }

    fn expression(&self) -> Expr {
        match self {
            Self::Number(number) => Expr::val(*number),
            Self::Text(text) => Expr::val(text.clone()),
            Self::Instant(instant) => Expr::val(*instant),
            Self::Day(day) => Expr::val(*day),
            Self::Uuid(id) => Expr::val(*id),
        }
    }
}

pub(super) fn kind_of<C: ColumnTrait>(column: C) -> KeyKind {
    match column.def().get_column_type() {
        ColumnType::Integer | ColumnType::BigInteger => KeyKind::Number,
        ColumnType::TimestampWithTimeZone | ColumnType::Timestamp => KeyKind::Instant,
        ColumnType::Date => KeyKind::Day,
        ColumnType::Uuid => KeyKind::Uuid,
        _ => KeyKind::Text,
    }
}

/// Where a list goes on: the last row's key and id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Cursor {
    #[serde(rename = "k")]
    pub(super) key: Key,
    #[serde(rename = "id")]
    id: Uuid,
}

impl Cursor {
    pub(super) fn of<M: ModelTrait>(row: &M, keyset: &Keyset<M::Entity>) -> Self {
        let id = match row.get(primary_key::<M::Entity>()) {
            Value::Uuid(Some(id)) => id,
            _ => Uuid::nil(),
        };
        Self { key: Key::of(row.get(keyset.column)), id }
    }

    pub(super) fn text(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(drop)?;
        let cursor: Self = serde_json::from_slice(&bytes).map_err(drop)?;
        // PostgreSQL keeps no text with a NUL in it.
        let is_text = |key: &Key| !matches!(key, Key::Text(text) if text.contains('\0'));
        Some(cursor).filter(|cursor| is_text(&cursor.key)).ok_or(())
    }
}

impl<E: Visible> Scoped<'_, E> {
    /// At most `limit` rows in the order of `keyset`, those after the cursor.
    pub(super) async fn rows_after(
        &self,
        keyset: &Keyset<E>,
        after: Option<Cursor>,
        limit: u64,
    ) -> Result<Vec<E::Model>> {
        let mut select = self.select.clone();
        let id = primary_key::<E>();
        if let Some(cursor) = after {
            let row = Expr::tuple([keyset.column, id].map(|c| Expr::col(c.as_column_ref())));
            let mark = Expr::tuple([cursor.key.expression(), Expr::val(cursor.id)]);
            select.and_where(match keyset.direction {
                Direction::Descending => row.lt(mark),
                Direction::Ascending => row.gt(mark),
            });
        }
        select
            .order_by(keyset.column.as_column_ref(), keyset.direction.sql())
            .order_by(id.as_column_ref(), keyset.direction.sql())
            .limit(limit);
        let rows = self.connection.rows(&select).await?;
        Ok(rows.iter().map(read::<E>).collect::<Result<_, _>>()?)
    }
}
