//! Relay connections, keyset-paged: `Page<T>` and `Edge<T>` take their GraphQL names from T.
//!
//! Keys compare as row values, `(a, id) < (x, y)`, which the index serves on both databases. The
//! total is counted only when it is asked for.

use std::{borrow::Cow, str::FromStr};

use async_graphql::{Object, OutputType, SimpleObject, TypeName};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, ModelTrait, Order, Value,
    sea_query::{ColumnType, Expr, ExprTrait, SelectStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    db::Connection,
    error::{Error, Reason, Result},
    scope::{Visible, primary_key},
    select::{Scoped, count, read},
};

/// The most rows of one page.
pub const MOST: u64 = 100;
pub(super) const USUAL: u64 = 20;

const FIRST_OUT_OF_RANGE: Reason =
    Reason {
        code: "out_of_range", zh: "每页条数须为 1 至 100", en: "Ask for 1 to 100 at a time"
    };
const BAD_CURSOR: Reason = Reason {
    code: "bad_cursor",
    zh: "翻页标记无效，请从第一页重新开始",
    en: "Not a cursor of this list: start again from the first page",
};

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct PageArgs {
    first: Option<i32>,
    after: Option<String>,
}

impl PageArgs {
    /// The first `first` rows after the cursor `after`.
    pub const fn new(first: Option<i32>, after: Option<String>) -> Self {
        Self { first, after }
    }

    /// How many rows, at most.
    ///
    /// # Errors
    /// `Invalid` when it is not 1 to 100.
    pub fn first(&self) -> Result<u64> {
        match self.first.map_or(Ok(USUAL), u64::try_from) {
            Ok(first @ 1..=MOST) => Ok(first),
            _ => Err(Error::invalid("first", FIRST_OUT_OF_RANGE)),
        }
    }

    /// Whether this is the beginning of the list.
    pub const fn is_start(&self) -> bool {
        self.after.is_none()
    }

    fn after(&self, kind: KeyKind) -> Result<Option<Cursor>> {
        let Some(text) = &self.after else {
            return Ok(None);
        };
        let cursor = Cursor::from_str(text).ok().filter(|cursor| cursor.key.kind() == kind);
        cursor.map(Some).ok_or_else(|| Error::invalid("after", BAD_CURSOR))
    }
}

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
enum KeyKind {
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

    const fn kind(&self) -> KeyKind {
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

fn kind_of<C: ColumnTrait>(column: C) -> KeyKind {
    match column.def().get_column_type() {
        ColumnType::Integer | ColumnType::BigInteger => KeyKind::Number,
        ColumnType::TimestampWithTimeZone | ColumnType::Timestamp => KeyKind::Instant,
        ColumnType::Date => KeyKind::Day,
        ColumnType::Uuid => KeyKind::Uuid,
        _ => KeyKind::Text,
    }
}

/// Where a list goes on: the last row's key and id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Cursor {
    #[serde(rename = "k")]
    key: Key,
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

    fn text(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(drop)?;
        let cursor: Self = serde_json::from_slice(&bytes).map_err(drop)?;
        // PostgreSQL keeps no text with a NUL in it.
        let is_text = |key: &Key| !matches!(key, Key::Text(text) if text.contains('\0'));
        Some(cursor).filter(|cursor| is_text(&cursor.key)).ok_or(())
    }
}

/// One part of a list.
pub struct Page<T: OutputType> {
    edges: Vec<Edge<T>>,
    more_follow: bool,
    is_start: bool,
    total: Total,
}

/// One row of a list, with the cursor that continues after it.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub struct Edge<T: OutputType> {
    /// Continues the list after this row.
    cursor: String,
    /// The row.
    node: T,
}

/// Where a page stands in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether rows follow.
    has_next_page: bool,
    /// Whether rows precede.
    has_previous_page: bool,
    /// The cursor of the first row.
    start_cursor: Option<String>,
    /// The cursor of the last row; give it as `after` for the next page.
    end_cursor: Option<String>,
}

/// How the whole list is counted.
struct Total {
    connection: Connection<'static>,
    select: SelectStatement,
}

impl Total {
    fn of<E: Visible>(list: Scoped<'static, E>) -> Self {
        let mut select = list.select;
        select.clear_selects().clear_order_by();
        Self { connection: list.connection, select }
    }
}

impl<E: Visible> Scoped<'static, E> {
    /// One page in the order of `keyset`, each row turned into what clients see.
    ///
    /// # Errors
    /// `Invalid` for a bad `first` or `after`.
    pub async fn page<T: OutputType + From<E::Model>>(
        self,
        keyset: Keyset<E>,
        args: &PageArgs,
    ) -> Result<Page<T>> {
        let (rows, first) = self.rows_and_one(&keyset, args).await?;
        Ok(Page::of(rows, first, &keyset, args, self))
    }

    /// One page in the order of `keyset` of what the rows lead to; `find` gives one for each row,
    /// or none where it is gone meanwhile.
    ///
    /// # Errors
    /// As `page`, and those of `find`.
    pub async fn page_of<T, F>(
        self,
        keyset: Keyset<E>,
        args: &PageArgs,
        find: impl FnOnce(Vec<E::Model>) -> F,
    ) -> Result<Page<T>>
    where
        T: OutputType,
        F: Future<Output = Result<Vec<Option<T>>>>,
    {
        let (rows, first) = self.rows_and_one(&keyset, args).await?;
        Page::leading_to(rows, first, &keyset, args, self, find).await
    }

    /// The rows of the page and, where more follow, the first of those.
    async fn rows_and_one(
        &self,
        keyset: &Keyset<E>,
        args: &PageArgs,
    ) -> Result<(Vec<E::Model>, u64)> {
        let first = args.first()?;
        let after = args.after(kind_of(keyset.column))?;
        Ok((self.rows_after(keyset, after, first + 1).await?, first))
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

impl<T: OutputType> Page<T> {
    /// A page from one row more than asked for, which tells whether more follow.
    pub(super) fn of<E: Visible>(
        mut rows: Vec<E::Model>,
        first: u64,
        keyset: &Keyset<E>,
        args: &PageArgs,
        list: Scoped<'static, E>,
    ) -> Self
    where
        T: From<E::Model>,
    {
        let more_follow = cut(&mut rows, first);
        let edges = rows
            .into_iter()
            .map(|row| Edge { cursor: Cursor::of(&row, keyset).text(), node: row.into() })
            .collect();
        Self { edges, more_follow, is_start: args.is_start(), total: Total::of(list) }
    }
}

impl<T: OutputType> Page<T> {
    /// As `of`, of what the rows lead to.
    pub(super) async fn leading_to<E: Visible, F>(
        mut rows: Vec<E::Model>,
        first: u64,
        keyset: &Keyset<E>,
        args: &PageArgs,
        list: Scoped<'static, E>,
        find: impl FnOnce(Vec<E::Model>) -> F,
    ) -> Result<Self>
    where
        F: Future<Output = Result<Vec<Option<T>>>>,
    {
        let more_follow = cut(&mut rows, first);
        let cursors: Vec<_> = rows.iter().map(|row| Cursor::of(row, keyset).text()).collect();
        let found = find(rows).await?.into_iter();
        let edge = |(cursor, node): (String, Option<T>)| Some(Edge { cursor, node: node? });
        let edges = cursors.into_iter().zip(found).filter_map(edge).collect();
        Ok(Self { edges, more_follow, is_start: args.is_start(), total: Total::of(list) })
    }
}

/// Leaves the page's own rows; whether there were more.
fn cut<M>(rows: &mut Vec<M>, first: u64) -> bool {
    let first = usize::try_from(first).unwrap_or(usize::MAX);
    let more_follow = rows.len() > first;
    rows.truncate(first);
    more_follow
}

/// A list, page by page: ask for `first` rows, then give `pageInfo.endCursor` as `after`.
#[Object(name_type)]
impl<T: OutputType> Page<T> {
    /// The rows with their cursors.
    async fn edges(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The rows.
    async fn nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.more_follow,
            has_previous_page: !self.is_start,
            start_cursor: self.edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: self.edges.last().map(|edge| edge.cursor.clone()),
        }
    }

    /// How many rows the whole list has. Counted only when it is asked for.
    async fn total_count(&self) -> Result<u64> {
        count(&self.total.connection, self.total.select.clone()).await
    }
}

impl<T: OutputType> TypeName for Page<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", <T as OutputType>::type_name()).into()
    }
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", <T as OutputType>::type_name()).into()
    }
}
