//! What a resolver gets: the viewer, or an error for an anonymous caller. Everything read through
//! a viewer is within its reach.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use async_graphql::{Context, OutputType};
use entity::{Id, Prefixed};
use sea_orm::ColumnTrait;

use super::{
    action::Action,
    actor::{Actor, Behalf, Origin},
    clock::Clock,
    db::{Database, Db},
    error::{Error, Language, Result},
    loader::{ChildOf, Children, Counted, RowLoader, Whole, row_loader},
    page::{Page, PageArgs},
    scope::Visible,
    select::Scoped,
    tx::{Tx, not_found},
};

/// The person signed in, with a database that is opened for that person alone.
pub struct Viewer {
    /// Who it is.
    pub actor: Arc<Actor>,
    db: Db,
    rows: RowLoader,
}

/// Who calls: a viewer, or somebody who is not signed in (and why not).
pub struct Caller {
    /// The viewer, or the error an anonymous caller meets.
    viewer: Result<Viewer>,
    /// Who signed in within this request.
    signed_in: OnceLock<Viewer>,
    /// The refresh token in the browser's cookie.
    pub refresh_token: Option<String>,
    /// Where the request came from.
    pub origin: Origin,
    /// The language of the answers.
    pub language: Language,
}

impl Caller {
    /// A caller from there, who is this viewer or meets this error.
    pub const fn new(viewer: Result<Viewer>, origin: Origin, language: Language) -> Self {
        Self { viewer, signed_in: OnceLock::new(), refresh_token: None, origin, language }
    }

    /// From here on the request is this viewer's.
    pub fn sign_in(&self, viewer: Viewer) {
        // A second sign-in in one request changes nothing: the first viewer stays.
        let _ = self.signed_in.set(viewer);
    }

    /// The viewer.
    ///
    /// # Errors
    /// `Unauthenticated` for an anonymous caller.
    pub fn viewer(&self) -> Result<&Viewer> {
        match self.signed_in.get() {
            Some(viewer) => Ok(viewer),
            None => self.viewer.as_ref().map_err(Clone::clone),
        }
    }
}

/// Finds the viewer of a request.
pub trait ViewerContext {
    /// The viewer.
    ///
    /// # Errors
    /// `Unauthenticated` for an anonymous caller.
    fn viewer(&self) -> Result<&Viewer>;

    /// The caller, signed in or not.
    ///
    /// # Errors
    /// `Internal` when the server gave the request none.
    fn caller(&self) -> Result<&Caller>;
}

impl ViewerContext for Context<'_> {
    fn viewer(&self) -> Result<&Viewer> {
        self.caller()?.viewer()
    }

    fn caller(&self) -> Result<&Caller> {
        self.data_opt::<Arc<Caller>>()
            .map(AsRef::as_ref)
            .ok_or_else(|| Error::internal("a request without a caller"))
    }
}

impl Viewer {
    /// A viewer for one request.
    pub fn new(database: &Database, actor: Arc<Actor>, origin: Origin) -> Self {
        let db = database.on_behalf_of(Behalf::Actor(Arc::clone(&actor)), origin);
        Self { actor, rows: row_loader(db.clone()), db }
    }

    /// The same viewer with nothing read yet: for work that outlives its request, and would hold
    /// every row it has met.
    #[must_use]
    pub fn afresh(&self) -> Self {
        let (actor, db) = (Arc::clone(&self.actor), self.db.clone());
        Self { actor, rows: row_loader(db.clone()), db }
    }

    /// The database within this viewer's reach.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        self.db.clock()
    }

    /// The rows of `E` within reach.
    pub fn scoped<E: Visible>(&self) -> Scoped<'static, E> {
        self.db.scoped::<E>()
    }

    /// Opens a write under a named action.
    ///
    /// # Errors
    /// `Forbidden` when this viewer may not do it.
    pub async fn begin(&self, action: Action) -> Result<Tx> {
        self.db.begin(action).await
    }

    /// The row with this id, in one statement together with whatever else is asked for now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn row<E>(&self, id: Id<E>) -> Result<Option<E::Model>>
    where
        E: Visible,
        E::Model: Sync + 'static,
    {
        self.rows.load_one(id).await
    }

    /// The rows with these ids, in one statement.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn rows<E>(&self, ids: Vec<Id<E>>) -> Result<HashMap<Id<E>, E::Model>>
    where
        E: Visible,
        E::Model: Sync + 'static,
    {
        self.rows.load_many(ids).await
    }

    /// The first child of each of these parents, in one statement.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn first_children<C, P>(
        &self,
        parents: Vec<Id<P>>,
        narrow: C::Narrow,
    ) -> Result<HashMap<Id<P>, C::Model>>
    where
        P: 'static,
        C: ChildOf<P>,
        C::Model: Sync + 'static,
    {
        let asked = |parent| Children::<C, P> { parent, first: 1, narrow: narrow.clone() };
        let found = self.rows.load_many(parents.into_iter().map(asked)).await?;
        let first = |(asked, rows): (Children<C, P>, Vec<C::Model>)| {
            Some((asked.parent, rows.into_iter().next()?))
        };
        Ok(found.into_iter().filter_map(first).collect())
    }

    /// The row with this id, which the viewer cannot fail to see: its holder refers to it, and it
    /// belongs to the directory.
    ///
    /// # Errors
    /// `NotFound` when it is not within reach after all.
    pub async fn known<E>(&self, id: Id<E>) -> Result<E::Model>
    where
        E: Visible + Prefixed,
        E::Model: Sync + 'static,
    {
        self.row(id).await?.ok_or_else(|| not_found::<E>(id))
    }

    /// The one row of a table of settings, read once a request.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn only<E>(&self) -> Result<Option<E::Model>>
    where
        E: Visible,
        E::Model: Sync + 'static,
    {
        Ok(self.whole::<E>().await?.into_iter().next())
    }

    /// All rows of a small table, read once a request.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn whole<E>(&self) -> Result<Vec<E::Model>>
    where
        E: Visible,
        E::Model: Sync + 'static,
    {
        Ok(self.rows.load_one(Whole::<E>::default()).await?.unwrap_or_default())
    }

    /// How many children one parent has within reach, in one statement for many parents.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_children<C, P>(&self, parent: Id<P>, narrow: C::Narrow) -> Result<u64>
    where
        P: 'static,
        C: ChildOf<P>,
    {
        let count = self.rows.load_one(Counted::<C, P> { parent, narrow }).await?;
        Ok(count.unwrap_or_default())
    }

    /// The first `most` children of one parent, in one statement for many parents: for what is
    /// bounded by its nature and needs no pages.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn few_children<C, P>(
        &self,
        parent: Id<P>,
        narrow: C::Narrow,
        most: u64,
    ) -> Result<Vec<C::Model>>
    where
        P: 'static,
        C: ChildOf<P>,
        C::Model: Sync + 'static,
    {
        let asked = Children::<C, P> { parent, first: most, narrow };
        Ok(self.rows.load_one(asked).await?.unwrap_or_default())
    }

    /// The children of one parent. The first page of many parents is one statement; a later page
    /// is one of its own.
    ///
    /// # Errors
    /// `Invalid` for a bad `first` or `after`.
    pub async fn children<C, P, T>(
        &self,
        parent: Id<P>,
        narrow: C::Narrow,
        args: PageArgs,
    ) -> Result<Page<T>>
    where
        P: 'static,
        C: ChildOf<P>,
        C::Model: Sync + 'static,
        T: OutputType + From<C::Model>,
    {
        let first = args.first()?;
        let keyset = C::order();
        let list = self.scoped::<C>().filter(C::narrowed(&narrow)).filter(C::parent().eq(parent));
        if !args.is_start() {
            return list.page(keyset, &args).await;
        }
        let rows = self.few_children::<C, P>(parent, narrow, first + 1).await?;
        Ok(Page::of(rows, first, &keyset, &args, list))
    }

    /// What the children of one parent lead to; `find` gives one for each child, or none where it is
    /// gone meanwhile.
    ///
    /// # Errors
    /// As `children`, and those of `find`.
    pub async fn children_leading_to<C, P, T, F>(
        &self,
        parent: Id<P>,
        narrow: C::Narrow,
        args: PageArgs,
        find: impl FnOnce(Vec<C::Model>) -> F,
    ) -> Result<Page<T>>
    where
        P: 'static,
        C: ChildOf<P>,
        C::Model: Sync + 'static,
        T: OutputType,
        F: Future<Output = Result<Vec<Option<T>>>>,
    {
        let first = args.first()?;
        let keyset = C::order();
        let list = self.scoped::<C>().filter(C::narrowed(&narrow)).filter(C::parent().eq(parent));
        if !args.is_start() {
            return list.page_of(keyset, &args, find).await;
        }
        let rows = self.few_children::<C, P>(parent, narrow, first + 1).await?;
        Page::leading_to(rows, first, &keyset, &args, list, find).await
    }
}
