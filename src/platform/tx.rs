//! A named write. It opens with an action, reads within the same reach, locks what it edits, and
//! on commit leaves the audit events and outbox rows of all it changed.

#![expect(clippy::disallowed_types, reason = "the platform holds the connections")]

use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, Iterable, ModelTrait, Order, PrimaryKeyToColumn, QueryFilter, Statement,
    TransactionTrait, Value,
    sea_query::{Alias, Expr, ExprTrait, IntoCondition},
};
use tokio::sync::OwnedMutexGuard;

use entity::{Id, Prefixed, audit_event, client_key, outbox_event};

use super::{
    action::Action,
    actor::{Actor, Behalf},
    clock::Clock,
    db::{Connection, Db, all_of},
    dialect::Dialect,
    error::{Error, Result},
    event::{Change, recorded, refusal},
    idempotency::Pending,
    news::News,
    scope::{Recorded, Visible, column_named, is_measured, leaves_events, primary_key},
    select::{Scoped, count, read},
};

/// More rows a statement would pass SQLite's limit of 32,766 bound values.
pub(super) const ROWS_AT_ONCE: usize = 1_000;

/// A row as `edit` reads it is followed by whether the actor may change it.
const MAY_EDIT: &str = "may_edit";

/// An open transaction under one action. Dropped without `commit`, it changes nothing.
pub struct Tx {
    pub(super) transaction: DatabaseTransaction,
    db: Db,
    action: Action,
    /// What the programme does in consequence, while it does.
    consequence: Option<Action>,
    changes: Vec<(Action, Change)>,
    client_key: Option<Pending>,
    /// Let go after the transaction, by the order of the fields.
    _writer: Option<OwnedMutexGuard<()>>,
}

impl Db {
    /// Opens a write under a named action.
    ///
    /// # Errors
    /// `Forbidden` when the actor's role does not allow the action.
    pub async fn begin(&self, action: Action) -> Result<Tx> {
        if let Behalf::Actor(actor) = &self.behalf
            && !action.allows(actor)
        {
            let (action_name, kind) = (action.name, action.subject());
            return Err(match action.lacking(actor) {
                Some(scope) => Error::OutOfScope { action: action_name, kind, scope },
                None => Error::forbidden(action),
            });
        }
        self.open(action).await
    }

    async fn open(&self, action: Action) -> Result<Tx> {
        let shared = self.database.shared();
        let writer = match &shared.writer {
            Some(writer) => Some(writer.clone().lock_owned().await),
            None => None,
        };
        let transaction = shared.pool.begin_with_options(shared.dialect.begin()).await?;
        Ok(Tx {
            transaction,
            db: self.clone(),
            action,
            consequence: None,
            changes: Vec::new(),
            client_key: None,
            _writer: writer,
        })
    }

    /// Puts a refused attempt into the audit log.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn record_refusal(&self, action: &str, kind: Option<&str>) -> Result<()> {
        let shared = self.database.shared();
        let _writer = match &shared.writer {
            Some(writer) => Some(writer.lock().await),
            None => None,
        };
        #[expect(clippy::disallowed_methods, reason = "the audit log is written here")]
        let insert = audit_event::Entity::insert(refusal(self, action, kind));
        insert.exec_without_returning(&shared.pool).await?;
        Ok(())
    }
}

impl Tx {
    /// The clock.
    pub fn clock(&self) -> &Clock {
        self.db.clock()
    }

    /// The action this write was opened with.
    pub fn action(&self) -> Action {
        self.action
    }

    /// From here on, what is written is the programme's own doing under that action, in consequence
    /// of this write; it is the actor's again after `None`.
    pub fn consequence(&mut self, action: Option<Action>) {
        self.consequence = action;
    }

    fn note(&mut self, change: Change) {
        self.changes.push((self.consequence.unwrap_or(self.action), change));
    }

    /// Who writes; nobody where the programme itself does.
    pub fn actor(&self) -> Option<&Actor> {
        match &self.db.behalf {
            Behalf::Actor(actor) => Some(actor),
            Behalf::System(_) => None,
        }
    }

    pub(super) fn behalf(&self) -> &Behalf {
        &self.db.behalf
    }

    pub(super) fn keep(&mut self, key: Pending) {
        self.client_key = Some(key);
    }

    /// There is no such row within reach of this write.
    pub fn not_found<E: Visible + Prefixed>(&self, id: Id<E>) -> Error {
        let action = Some(self.action.name);
        Error::NotFound { kind: E::KIND, id: id.to_string(), action }
    }

    pub(super) fn connection(&self) -> Connection<'_> {
        Connection::Transaction(&self.transaction, self.dialect())
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.db.database.dialect()
    }

    /// The rows of `E` within the actor's reach, read inside this transaction.
    pub fn scoped<E: Visible>(&self) -> Scoped<'_, E> {
        Scoped::new(self.connection(), &self.db.reach::<E>())
    }

    /// A row the input refers to.
    ///
    /// # Errors
    /// `NotFound` when it is not within reach.
    pub async fn find<E: Visible + Prefixed>(&self, id: Id<E>) -> Result<E::Model> {
        self.scoped::<E>().by_id(id).await?.ok_or_else(|| self.not_found::<E>(id))
    }

    /// A row the input refers to, locked until the end, so that what is counted under it stays.
    ///
    /// # Errors
    /// `NotFound` when it is not within reach.
    pub async fn lock<E: Visible + Prefixed>(&self, id: Id<E>) -> Result<E::Model> {
        let mut scoped = self.scoped::<E>().filter(primary_key::<E>().eq(id));
        self.dialect().lock(&mut scoped.select);
        scoped.one().await?.ok_or_else(|| self.not_found::<E>(id))
    }

    /// The rows within reach that fit, locked until the end in the order of their ids, so that two
    /// writes of many rows never wait for each other in a circle.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn lock_where<E: Visible>(
        &self,
        condition: impl IntoCondition,
    ) -> Result<Vec<E::Model>> {
        let mut scoped =
            self.scoped::<E>().filter(condition).order_by(primary_key::<E>(), Order::Asc);
        self.dialect().lock(&mut scoped.select);
        let rows = scoped.connection.rows(&scoped.select).await?;
        rows.iter().map(|row| Ok(read::<E>(row)?)).collect()
    }

    /// A row to be changed, locked, in one statement.
    ///
    /// # Errors
    /// `NotFound` when it is not within reach, `Forbidden` when it is but may not be changed.
    pub async fn edit<E: Visible + Prefixed>(&self, id: Id<E>) -> Result<E::Model> {
        let mut scoped = self.scoped::<E>().filter(primary_key::<E>().eq(id));
        let editable = self.dialect().condition(&self.db.editable::<E>().rule);
        let may_edit = Expr::case(editable, 1).finally(0);
        scoped.select.expr_as(may_edit, Alias::new(MAY_EDIT)).limit(1);
        self.dialect().lock(&mut scoped.select);
        let row =
            scoped.connection.row(&scoped.select).await?.ok_or_else(|| self.not_found::<E>(id))?;
        let may_edit: i32 = row.try_get("", MAY_EDIT)?;
        if may_edit == 0 {
            return Err(Error::forbidden(self.action));
        }
        Ok(read::<E>(&row)?)
    }

    /// A row to be changed by somebody who saw it at `version`.
    ///
    /// # Errors
    /// As `edit`; `Conflict` with the present row when it has changed since.
    pub async fn edit_at<E: Visible + Recorded + Prefixed>(
        &self,
        id: Id<E>,
        version: i32,
    ) -> Result<E::Model> {
        let row = self.edit::<E>(id).await?;
        let present = column_named::<E>("version").map(|column| row.get(column));
        if present == Some(Value::Int(Some(version))) {
            return Ok(row);
        }
        let mut present = recorded::<E>(&row);
        if let Some(id_field) = present.get_mut("id") {
            *id_field = id.to_string().into();
        }
        Err(Error::Conflict { present: Box::new(present) })
    }

    /// How many rows fit, whether or not the actor sees them: for a limit or another rule that
    /// holds for all. It gives a number and never a row.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_for_rule<E: EntityTrait>(
        &self,
        condition: impl IntoCondition,
    ) -> Result<u64> {
        let mut select = all_of::<E>();
        select.clear_selects().cond_where(condition.into_condition());
        count(&self.connection(), select).await
    }

    /// The id that `column` holds in the row that fits, whether or not the actor sees the row: for
    /// what a platform says about a firm by its code. It gives an id and never a row.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn id_for_rule<E: EntityTrait, T>(
        &self,
        column: E::Column,
        condition: impl IntoCondition,
    ) -> Result<Option<Id<T>>> {
        let found = Alias::new("found");
        let mut select = all_of::<E>();
        select.clear_selects().expr_as(Expr::col(column.as_column_ref()), found);
        select.cond_where(condition.into_condition()).limit(1);
        let row = self.connection().row(&select).await?;
        Ok(row.map(|row| row.try_get::<Option<Id<T>>>("", "found")).transpose()?.flatten())
    }

    /// Makes every other transaction that claims the same key wait until this one ends.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn claim(&self, key: i64) -> Result<()> {
        if let Dialect::Postgres = self.dialect() {
            let lock = Statement::from_sql_and_values(
                self.dialect().backend(),
                "SELECT pg_advisory_xact_lock($1)",
                [key.into()],
            );
            self.transaction.execute_raw(lock).await?;
        }
        Ok(())
    }

    /// Inserts a row and records it.
    ///
    /// # Errors
    /// What a broken constraint means, else those of the database.
    pub async fn insert<A>(&mut self, row: A) -> Result<<A::Entity as EntityTrait>::Model>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Visible + Recorded,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        #[expect(clippy::disallowed_methods, reason = "recorded below")]
        let insert = A::Entity::insert(row).exec_with_returning(&self.transaction);
        let row = insert.await.map_err(|error| self.db.database.translate(error))?;
        if leaves_events::<A::Entity>() {
            self.note(Change::inserted::<A::Entity>(&row));
        }
        Ok(row)
    }

    /// Inserts many rows, a statement a thousand, and records each.
    ///
    /// # Errors
    /// As `insert`.
    pub async fn insert_many<A>(
        &mut self,
        rows: Vec<A>,
    ) -> Result<Vec<<A::Entity as EntityTrait>::Model>>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Visible + Recorded,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let mut inserted = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            #[expect(clippy::disallowed_methods, reason = "recorded below")]
            let insert = A::Entity::insert_many(rows.by_ref().take(ROWS_AT_ONCE))
                .exec_with_returning(&self.transaction);
            inserted.extend(insert.await.map_err(|error| self.db.database.translate(error))?);
        }
        if leaves_events::<A::Entity>() {
            inserted.iter().for_each(|row| self.note(Change::inserted::<A::Entity>(row)));
        }
        Ok(inserted)
    }

    /// Writes the columns set in `change` that differ from `before`, counts the version up and
    /// records what changed. Where nothing differs nothing is written; where only measured columns
    /// differ, they are written and nothing else.
    ///
    /// # Errors
    /// What a broken constraint means, else those of the database.
    pub async fn update<A, E>(&mut self, before: &E::Model, mut change: A) -> Result<E::Model>
    where
        A: ActiveModelTrait<Entity = E> + Send,
        E: Visible + Recorded,
        E::Model: IntoActiveModel<A>,
    {
        let changed: Vec<_> = E::Column::iter()
            .filter(|column| match change.get(*column) {
                ActiveValue::Set(value) => value != before.get(*column),
                ActiveValue::Unchanged(_) | ActiveValue::NotSet => false,
            })
            .collect();
        if changed.is_empty() {
            return Ok(before.clone());
        }
        for key in E::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column) {
            change.set(key, before.get(key));
        }
        let is_event = changed.iter().any(|column| !is_measured::<E>(*column));
        if is_event
            && let Some(column) = column_named::<E>("version")
            && let Value::Int(Some(version)) = before.get(column)
        {
            change.set(column, (version + 1).into());
        }
        #[expect(clippy::disallowed_methods, reason = "recorded below")]
        let update = E::update(change).exec(&self.transaction);
        let after = update.await.map_err(|error| self.db.database.translate(error))?;
        if is_event {
            self.note(Change::updated::<E>(before, &after, &changed));
        }
        Ok(after)
    }

    /// Turns the rows that refer to `from` by `column` to `to`, and records each: one statement
    /// reads them, one writes.
    ///
    /// # Errors
    /// What a broken constraint means, else those of the database.
    pub async fn reassign<E: Visible + Recorded>(
        &mut self,
        column: E::Column,
        from: impl Into<Value>,
        to: impl Into<Value>,
    ) -> Result<()> {
        self.set_where::<E>(column.eq(from.into()), &[(column, to.into())]).await?;
        Ok(())
    }

    /// Gives columns of the rows within reach that fit these values, and records each: one
    /// statement reads them, one writes a thousand. Gives how many there were.
    ///
    /// # Errors
    /// What a broken constraint means, else those of the database.
    pub async fn set_where<E: Visible + Recorded>(
        &mut self,
        condition: impl IntoCondition,
        values: &[(E::Column, Value)],
    ) -> Result<usize> {
        let columns: Vec<_> = values.iter().map(|(column, _)| *column).collect();
        let key = primary_key::<E>();
        let mut scoped = self.scoped::<E>().filter(condition);
        self.dialect().lock(&mut scoped.select);
        let rows = scoped.all().await?;
        for rows in rows.chunks(ROWS_AT_ONCE) {
            let keys: Vec<Value> = rows.iter().map(|row| row.get(key)).collect();
            #[expect(clippy::disallowed_methods, reason = "recorded below")]
            let mut update = E::update_many().filter(key.is_in(keys));
            for (column, value) in values {
                update = update.col_expr(*column, Expr::value(value.clone()));
            }
            if let Some(version) = column_named::<E>("version") {
                update = update.col_expr(version, Expr::col(version).add(1));
            }
            let done = update.exec(&self.transaction).await;
            done.map_err(|error| self.db.database.translate(error))?;
            if !leaves_events::<E>() {
                continue;
            }
            for before in rows {
                let mut after = before.clone();
                for (column, value) in values {
                    after.try_set(*column, value.clone())?;
                }
                self.note(Change::updated::<E>(before, &after, &columns));
            }
        }
        Ok(rows.len())
    }

    /// Deletes a row and records what it held. For rows that are settings rather than history.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remove<E: Visible + Recorded>(&mut self, row: E::Model) -> Result<()> {
        let key = primary_key::<E>();
        #[expect(clippy::disallowed_methods, reason = "recorded below")]
        let delete = E::delete_many().filter(key.eq(row.get(key)));
        delete.exec(&self.transaction).await?;
        self.note(Change::removed::<E>(&row));
        Ok(())
    }

    /// Records that a row was opened, though nothing of it changed.
    pub fn record_access<E: Visible + Recorded>(&mut self, row: &E::Model) {
        self.note(Change::updated::<E>(row, row, &[]));
    }

    /// Commits the changes together with their audit events and outbox rows.
    ///
    /// # Errors
    /// Those of the database; then nothing is written.
    pub async fn commit(mut self) -> Result<()> {
        let key = self.client_key.take().and_then(|key| {
            // A plan that is fulfilled is no new row, and its retry must find it all the same.
            let changes = || self.changes.iter().map(|(_, change)| change);
            let of_kind = || changes().filter(|change| change.is_of(key.kind()));
            let row = of_kind().find(|change| change.is_new()).or_else(|| of_kind().next())?;
            Some(key.used_for(row.id()?, &self))
        });
        let Self { transaction, db, changes, _writer, .. } = self;
        write_all::<client_key::Entity>(&transaction, key.into_iter()).await?;
        let event = |(action, change): &(Action, Change)| {
            Some((change.is_of(action.subject()), change.outbox(&db, *action)?))
        };
        let events: Vec<_> = changes.iter().filter_map(event).collect();
        // What changed on the way of something else is told with that.
        let own = events.iter().filter(|(is_own, _)| *is_own);
        let news = News::of(&own.map(|(_, event)| event.clone()).collect::<Vec<_>>());
        let outbox = events.into_iter().map(|(_, event)| event);
        write_all::<outbox_event::Entity>(&transaction, outbox).await?;
        // Each event is made when its statement is: an import leaves tens of thousands.
        let audit = changes.into_iter().map(|(action, change)| change.audit(&db, action));
        write_all::<audit_event::Entity>(&transaction, audit).await?;
        let (shared, dialect) = (db.database.shared(), db.database.dialect());
        if !news.is_empty()
            && let Some(notify) = dialect.notify(&news)
        {
            transaction.execute_raw(notify).await?;
        }
        transaction.commit().await?;
        if dialect == Dialect::Sqlite {
            shared.newsroom.tell(news);
        }
        Ok(())
    }
}

async fn write_all<E: EntityTrait>(
    transaction: &DatabaseTransaction,
    rows: impl Iterator<Item = E::ActiveModel> + Send,
) -> Result<()>
where
    E::ActiveModel: Send,
{
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        #[expect(clippy::disallowed_methods, reason = "the record itself is not recorded")]
        let insert = E::insert_many(rows.by_ref().take(ROWS_AT_ONCE));
        insert.exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// There is no such row within reach.
pub fn not_found<E: Visible + Prefixed>(id: Id<E>) -> Error {
    Error::NotFound { kind: E::KIND, id: id.to_string(), action: None }
}
