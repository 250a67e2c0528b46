//! The one loader of related rows: by id, and the newest n children of a parent. Every batch is
//! one statement within the viewer's reach; nothing is shared between requests.

use std::{
    collections::HashMap,
    hash::{Hash, Hasher},
    marker::PhantomData,
    time::Duration,
};

use async_graphql::{
    dataloader::{DataLoader, HashMapCache, Loader},
    runtime::{Timer, TokioSpawner},
};
use entity::Id;
use futures_util::future::BoxFuture;
use sea_orm::{ColumnTrait, Condition, ModelTrait, Value};

use super::{
    db::Db,
    dialect::Newest,
    error::{Error, Result},
    keyset::{Direction, Key, Keyset},
    scope::{Visible, primary_key},
    select::read,
};

/// Loads rows for one viewer.
pub struct Rows {
    db: Db,
}

/// The loader of one request.
pub(super) type RowLoader = DataLoader<Rows, HashMapCache>;

/// Lets the other resolvers of the same level ask first, and waits no longer than that: the usual
/// delay of a millisecond costs more than the statements.
struct Yielding;

impl Timer for Yielding {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

pub(super) fn row_loader(db: Db) -> RowLoader {
    DataLoader::with_cache(Rows { db }, TokioSpawner::current(), Yielding, HashMapCache::default())
}

impl<E> Loader<Id<E>> for Rows
where
    E: Visible,
    E::Model: Sync + 'static,
{
    type Value = E::Model;
    type Error = Error;

    async fn load(&self, ids: &[Id<E>]) -> Result<HashMap<Id<E>, E::Model>> {
        let key = primary_key::<E>();
        let limit = u64::try_from(ids.len()).map_err(Error::internal)?;
        let ids = ids.iter().map(|id| id.uuid());
        let rows = self.db.scoped::<E>().filter(key.is_in(ids)).at_most(limit).await?;
        Ok(rows.into_iter().filter_map(|row| Some((id_in(&row, key)?, row))).collect())
    }
}

fn id_in<M: ModelTrait, P>(
    row: &M,
    column: <M::Entity as sea_orm::EntityTrait>::Column,
) -> Option<Id<P>> {
    match row.get(column) {
        Value::Uuid(id) => id.map(Id::from_uuid),
        _ => None,
    }
}

/// A table whose rows are listed under a parent `P`, newest first.
pub trait ChildOf<P>: Visible {
    /// How a list of children may be narrowed.
    type Narrow: Clone + Eq + Hash + Send + Sync + 'static;

    /// The column that names the parent.
    fn parent() -> Self::Column;

    /// The order of the list; the id decides between equals.
    fn order() -> Keyset<Self>;

    /// The condition that narrows.
    fn narrowed(narrow: &Self::Narrow) -> Condition;
}

/// Asks for the newest `first` children of one parent.
pub struct Children<C: ChildOf<P>, P> {
    /// The parent.
    pub parent: Id<P>,
    /// How many, at most.
    pub first: u64,
    /// Narrowed how.
    pub narrow: C::Narrow,
}

impl<C: ChildOf<P>, P> Clone for Children<C, P> {
    fn clone(&self) -> Self {
        Self { parent: self.parent, first: self.first, narrow: self.narrow.clone() }
    }
}
impl<C: ChildOf<P>, P> PartialEq for Children<C, P> {
    fn eq(&self, other: &Self) -> bool {
        (self.parent, self.first) == (other.parent, other.first) && self.narrow == other.narrow
    }
}
impl<C: ChildOf<P>, P> Eq for Children<C, P> {}
impl<C: ChildOf<P>, P> Hash for Children<C, P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parent.hash(state);
        self.first.hash(state);
        self.narrow.hash(state);
    }
}

impl<C, P> Loader<Children<C, P>> for Rows
where
    P: 'static,
    C: ChildOf<P>,
    C::Model: Sync + 'static,
{
    type Value = Vec<C::Model>;
    type Error = Error;

    async fn load(
        &self,
        asked: &[Children<C, P>],
    ) -> Result<HashMap<Children<C, P>, Vec<C::Model>>> {
        let mut alike: HashMap<(u64, C::Narrow), Vec<Id<P>>> = HashMap::new();
        for key in asked {
            alike.entry((key.first, key.narrow.clone())).or_default().push(key.parent);
        }
        let mut found: HashMap<Children<C, P>, Vec<C::Model>> = HashMap::new();
        for ((first, narrow), parents) in alike {
            let Keyset { column, direction } = C::order();
            let scoped = self.db.scoped::<C>().filter(C::narrowed(&narrow));
            let select = scoped.connection.dialect().newest(Newest {
                rows: scoped.select,
                parent: C::parent().as_column_ref(),
                parents: parents.iter().map(|id| id.uuid()).collect(),
                order: (column.as_column_ref(), direction.sql()),
                id: primary_key::<C>().as_column_ref(),
                limit: first,
            });
            for row in scoped.connection.rows(&select).await? {
                let row = read::<C>(&row)?;
                if let Some(parent) = id_in(&row, C::parent()) {
                    let key = Children { parent, first, narrow: narrow.clone() };
                    found.entry(key).or_default().push(row);
                }
            }
        }
        // Neither form promises an order between the rows of one parent.
        let Keyset { column, direction } = C::order();
        for rows in found.values_mut() {
            sort(rows, column, primary_key::<C>(), direction);
        }
        Ok(found)
    }
}

fn sort<M: ModelTrait>(
    rows: &mut [M],
    column: <M::Entity as sea_orm::EntityTrait>::Column,
    id: <M::Entity as sea_orm::EntityTrait>::Column,
    direction: Direction,
) {
    let key = |row: &M| (Key::of(row.get(column)), Key::of(row.get(id)));
    rows.sort_by(|a, b| match direction {
        Direction::Descending => key(b).cmp(&key(a)),
        Direction::Ascending => key(a).cmp(&key(b)),
    });
}

/// Asks how many children one parent has.
pub struct Counted<C: ChildOf<P>, P> {
    /// The parent.
    pub parent: Id<P>,
    /// Narrowed how.
    pub narrow: C::Narrow,
}

impl<C: ChildOf<P>, P> Clone for Counted<C, P> {
    fn clone(&self) -> Self {
        Self { parent: self.parent, narrow: self.narrow.clone() }
    }
}
impl<C: ChildOf<P>, P> PartialEq for Counted<C, P> {
    fn eq(&self, other: &Self) -> bool {
        self.parent == other.parent && self.narrow == other.narrow
    }
}
impl<C: ChildOf<P>, P> Eq for Counted<C, P> {}
impl<C: ChildOf<P>, P> Hash for Counted<C, P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parent.hash(state);
        self.narrow.hash(state);
    }
}

impl<C, P> Loader<Counted<C, P>> for Rows
where
    P: 'static,
    C: ChildOf<P>,
{
    type Value = u64;
    type Error = Error;

    async fn load(&self, asked: &[Counted<C, P>]) -> Result<HashMap<Counted<C, P>, u64>> {
        let mut alike: HashMap<C::Narrow, Vec<Id<P>>> = HashMap::new();
        for key in asked {
            alike.entry(key.narrow.clone()).or_default().push(key.parent);
        }
        let mut counts = HashMap::new();
        for (narrow, parents) in alike {
            let children = self.db.scoped::<C>().filter(C::narrowed(&narrow));
            let children = children.filter(C::parent().is_in(parents.iter().map(|id| id.uuid())));
            let found = children.count_by::<Id<P>>(C::parent()).await?;
            counts.extend(
                found
                    .into_iter()
                    .map(|(parent, count)| (Counted { parent, narrow: narrow.clone() }, count)),
            );
        }
        Ok(counts)
    }
}

/// Asks for a small table whole: settings, a calendar.
pub struct Whole<E>(PhantomData<fn() -> E>);

/// More rows are no small table.
const SMALL: u64 = 20_000;

impl<E> Default for Whole<E> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
impl<E> Clone for Whole<E> {
    fn clone(&self) -> Self {
        Self::default()
    }
}
impl<E> PartialEq for Whole<E> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl<E> Eq for Whole<E> {}
impl<E> Hash for Whole<E> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl<E> Loader<Whole<E>> for Rows
where
    E: Visible,
    E::Model: Sync + 'static,
{
    type Value = Vec<E::Model>;
    type Error = Error;

    async fn load(&self, _: &[Whole<E>]) -> Result<HashMap<Whole<E>, Vec<E::Model>>> {
        let rows = self.db.scoped::<E>().at_most(SMALL).await?;
        Ok(HashMap::from([(Whole::default(), rows)]))
    }
}
