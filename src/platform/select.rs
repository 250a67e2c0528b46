//! Selects within a reach. They can be narrowed, ordered, paged and run; the rule they start from
//! cannot be taken off.

use std::{collections::HashMap, hash::Hash, marker::PhantomData};

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, Order, TryGetable,
    sea_query::{Alias, Expr, ExprTrait, Func, IntoCondition, SelectStatement},
};

use super::{
    db::{Connection, all_of},
    error::{Error, Result},
    scope::{Reach, Visible, primary_key},
};

/// Rows of `E` within somebody's reach.
#[derive(Clone)]
pub struct Scoped<'a, E> {
    pub(super) connection: Connection<'a>,
    pub(super) select: SelectStatement,
    table: PhantomData<fn() -> E>,
}

impl<'a, E: Visible> Scoped<'a, E> {
    pub(super) fn new(connection: Connection<'a>, reach: &Reach<E>) -> Self {
        let mut select = all_of::<E>();
        if !reach.is_everything() {
            select.cond_where(connection.dialect().condition(&reach.rule));
        }
        Self { connection, select, table: PhantomData }
    }

    /// Narrows. The condition stays in brackets of its own, whatever it holds.
    #[must_use]
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.select.cond_where(Condition::all().add(condition.into_condition()));
        self
    }

    /// Narrows where there is a value to narrow by.
    #[must_use]
    pub fn filter_if<T, C: IntoCondition>(
        self,
        value: Option<T>,
        condition: impl FnOnce(T) -> C,
    ) -> Self {
        match value {
            Some(value) => self.filter(condition(value)),
            None => self,
        }
    }

    /// Narrows to rows whose `column` is among `other_column` of those other rows.
    #[must_use]
    pub fn within<O: Visible>(
        mut self,
        column: E::Column,
        other: Scoped<'_, O>,
        other_column: O::Column,
    ) -> Self {
        let is_among = self.among(column, other, other_column);
        self.filter(is_among)
    }

    /// Narrows to rows whose `column` is not among `other_column` of those other rows.
    #[must_use]
    pub fn without<O: Visible>(
        mut self,
        column: E::Column,
        other: Scoped<'_, O>,
        other_column: O::Column,
    ) -> Self {
        let is_among = self.among(column, other, other_column);
        self.filter(is_among.not())
    }

    fn among<O: Visible>(
        &mut self,
        column: E::Column,
        other: Scoped<'_, O>,
        other_column: O::Column,
    ) -> Expr {
        // What may not be read cannot be asked about by narrowing something else either.
        if let Connection::Closed(refusal, dialect) = other.connection {
            self.connection = Connection::Closed(refusal, dialect);
        }
        let mut values = other.select;
        values.clear_selects().column(other_column.as_column_ref());
        self.connection.dialect().is_among(Expr::col(column.as_column_ref()), values)
    }

    /// Orders. Further calls order equals.
    #[must_use]
    pub fn order_by(mut self, column: E::Column, order: Order) -> Self {
        self.select.order_by(column.as_column_ref(), order);
        self
    }

    /// Leaves out the first rows: for standards that count pages. Our own lists have cursors.
    #[must_use]
    pub fn skip(mut self, rows: u64) -> Self {
        self.select.offset(rows);
        self
    }

    /// The row with this id.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn by_id(self, id: entity::Id<E>) -> Result<Option<E::Model>> {
        self.filter(primary_key::<E>().eq(id)).one().await
    }

    /// The first row.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn one(mut self) -> Result<Option<E::Model>> {
        self.select.limit(1);
        Ok(self.connection.rows(&self.select).await?.first().map(read::<E>).transpose()?)
    }

    /// At most `limit` rows. For a list that can grow, use a page.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn at_most(mut self, limit: u64) -> Result<Vec<E::Model>> {
        self.select.limit(limit);
        self.connection.rows(&self.select).await?.iter().map(|row| Ok(read::<E>(row)?)).collect()
    }

    /// All rows. For the platform's own bulk writes.
    pub(super) async fn all(self) -> Result<Vec<E::Model>> {
        let rows = self.connection.rows(&self.select).await?;
        rows.iter().map(|row| Ok(read::<E>(row)?)).collect()
    }

    /// How the database would find the rows, a step a line: for tests that look at plans.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plan(self) -> Result<Vec<String>> {
        self.connection.plan(&self.select).await
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count(mut self) -> Result<u64> {
        self.select.clear_selects().clear_order_by();
        count(&self.connection, self.select).await
    }

    /// How many rows there are for each value of `column`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_by<V: TryGetable + Eq + Hash>(
        mut self,
        column: E::Column,
    ) -> Result<HashMap<V, u64>> {
        let (value, rows) = (Alias::new("value"), Alias::new("rows"));
        self.select
            .clear_selects()
            .clear_order_by()
            .expr_as(Expr::col(column.as_column_ref()), value)
            .expr_as(Func::count(Expr::val(1)), rows)
            .group_by_col(column.as_column_ref());
        let rows = self.connection.rows(&self.select).await?;
        rows.iter()
            .map(|row| {
                let rows: i64 = row.try_get("", "rows")?;
                Ok((row.try_get("", "value")?, u64::try_from(rows).unwrap_or_default()))
            })
            .collect()
    }

    /// How many rows there are for each value of `column` in each month of `instant`, in
    /// Asia/Shanghai: `2026-11`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_by_month<V: TryGetable + Eq + Hash>(
        mut self,
        column: E::Column,
        instant: E::Column,
    ) -> Result<HashMap<(V, String), u64>> {
        let [value, month, rows] = ["value", "month", "rows"].map(Alias::new);
        let month_of = self.connection.dialect().month_of(instant);
        self.select
            .clear_selects()
            .clear_order_by()
            .expr_as(Expr::col(column.as_column_ref()), value)
            .expr_as(month_of.clone(), month)
            .expr_as(Func::count(Expr::val(1)), rows)
            .group_by_col(column.as_column_ref())
            .add_group_by([month_of]);
        let rows = self.connection.rows(&self.select).await?;
        rows.iter()
            .map(|row| {
                let rows: i64 = row.try_get("", "rows")?;
                let key = (row.try_get("", "value")?, row.try_get("", "month")?);
                Ok((key, u64::try_from(rows).unwrap_or_default()))
            })
            .collect()
    }
}

pub(super) async fn count(connection: &Connection<'_>, mut select: SelectStatement) -> Result<u64> {
    select.expr_as(Func::count(Expr::val(1)), Alias::new("rows"));
    let row = connection.row(&select).await?;
    let rows: i64 =
        row.ok_or_else(|| Error::internal("a count gave no row"))?.try_get("", "rows")?;
    Ok(u64::try_from(rows).unwrap_or_default())
}

pub(super) fn read<E: EntityTrait>(
    row: &sea_orm::QueryResult,
) -> std::result::Result<E::Model, sea_orm::DbErr> {
    E::Model::from_query_result(row, "")
}

/// Reads that know no reach. Sign-in and the worker have them, nobody else.
pub struct Unscoped {
    connection: Connection<'static>,
}

impl Unscoped {
    pub(super) const fn new(connection: Connection<'static>) -> Self {
        Self { connection }
    }

    /// The first row that fits.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn one<E: EntityTrait>(
        &self,
        condition: impl IntoCondition,
    ) -> Result<Option<E::Model>> {
        let mut select = all_of::<E>();
        select.cond_where(condition.into_condition()).limit(1);
        Ok(self.connection.row(&select).await?.as_ref().map(read::<E>).transpose()?)
    }

    /// All rows that fit.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn all<E: EntityTrait>(
        &self,
        condition: impl IntoCondition,
    ) -> Result<Vec<E::Model>> {
        let mut select = all_of::<E>();
        select.cond_where(condition.into_condition());
        self.connection.rows(&select).await?.iter().map(|row| Ok(read::<E>(row)?)).collect()
    }

    /// How many rows fit.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count<E: EntityTrait>(&self, condition: impl IntoCondition) -> Result<u64> {
        let mut select = all_of::<E>();
        select.clear_selects().cond_where(condition.into_condition());
        count(&self.connection, select).await
    }
}
