//! Relay connections, keyset-paged: `Page<T>` and `Edge<T>` take their GraphQL names from T.
//!
//! The total is counted only when it is asked for. A page may be one of several lists in one order
//! (`strand`, `Page::merged`): a statement each, whatever stands before it.

use std::{borrow::Cow, str::FromStr};

use async_graphql::{Object, OutputType, SimpleObject, TypeName};
use futures_util::future::try_join_all;
use sea_orm::sea_query::SelectStatement;

pub use super::keyset::{Direction, Keyset};
use super::{
    db::Connection,
    error::{Error, Reason, Result},
    keyset::{Cursor, KeyKind, kind_of},
    scope::Visible,
    select::{Scoped, count},
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

/// One part of a list.
pub struct Page<T: OutputType> {
    edges: Vec<Edge<T>>,
    more_follow: bool,
    is_start: bool,
    total: Vec<Total>,
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

/// One of several lists that are shown as one: its rows after the cursor, and one that may follow.
pub struct Strand<T> {
    rows: Vec<(Cursor, T)>,
    total: Total,
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

    /// The rows of a page that this list may give, where it is one of several in the same order;
    /// `wrap` makes of a row what clients see.
    ///
    /// # Errors
    /// `Invalid` for a bad `first` or `after`.
    pub async fn strand<T>(
        self,
        keyset: Keyset<E>,
        args: &PageArgs,
        wrap: impl Fn(E::Model) -> T,
    ) -> Result<Strand<T>> {
        let (rows, _) = self.rows_and_one(&keyset, args).await?;
        let rows = rows.into_iter().map(|row| (Cursor::of(&row, &keyset), wrap(row))).collect();
        Ok(Strand { rows, total: Total::of(self) })
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
        Self { edges, more_follow, is_start: args.is_start(), total: vec![Total::of(list)] }
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
        Ok(Self { edges, more_follow, is_start: args.is_start(), total: vec![Total::of(list)] })
    }
}

impl<T: OutputType> Page<T> {
    /// One page of several lists, each read in this direction.
    ///
    /// # Errors
    /// `Invalid` for a bad `first`.
    pub fn merged(strands: Vec<Strand<T>>, direction: Direction, args: &PageArgs) -> Result<Self> {
        let first = args.first()?;
        let (rows, total): (Vec<_>, _) =
            strands.into_iter().map(|strand| (strand.rows, strand.total)).unzip();
        let mut rows: Vec<_> = rows.into_iter().flatten().collect();
        rows.sort_by(|(a, _), (b, _)| match direction {
            Direction::Ascending => a.cmp(b),
            Direction::Descending => b.cmp(a),
        });
        let more_follow = cut(&mut rows, first);
        let edge = |(cursor, node): (Cursor, T)| Edge { cursor: cursor.text(), node };
        let edges = rows.into_iter().map(edge).collect();
        Ok(Self { edges, more_follow, is_start: args.is_start(), total })
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
        let counts = self.total.iter().map(|total| count(&total.connection, total.select.clone()));
        Ok(try_join_all(counts).await?.into_iter().sum())
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
