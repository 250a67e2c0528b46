//! Everything that SQLite and PostgreSQL say differently: how a reach is rendered, how rows are
//! locked, how a transaction begins, how the newest n children of many parents are found, how the index of the search is asked.

use sea_orm::{
    ColumnTrait, Condition, DbBackend, Order, SqliteTransactionMode, Statement, TransactionOptions,
    sea_query::{
        Alias, Asterisk, Expr, ExprTrait, IntoIden, JoinType, LockBehavior, LockType, Query,
        SelectStatement, WindowStatement,
    },
};

use entity::search_entry;

use super::{
    news::{CHANNEL, News, payload},
    scope::{ColumnName, List, Rule, never},
    search_index::{Match, SearchQuery},
};

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Embedded.
    Sqlite,
    /// In production.
    Postgres,
}

/// The newest `limit` rows of each of many parents.
pub(super) struct Newest {
    /// Selects all candidate rows, within reach and narrowed, in no order.
    pub rows: SelectStatement,
    pub parent: ColumnName,
    pub parents: Vec<uuid::Uuid>,
    pub order: (ColumnName, Order),
    pub id: ColumnName,
    pub limit: u64,
}

impl Dialect {
    pub(super) const fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }

    /// How a writing transaction begins. SQLite must take the write lock at once: a transaction
    /// that reads first and then writes fails with code 517, and no busy timeout helps.
    pub(super) const fn begin(self) -> TransactionOptions {
        TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: match self {
                Self::Sqlite => Some(SqliteTransactionMode::Immediate),
                Self::Postgres => None,
            },
        }
    }

    /// What tells the other servers, when the transaction commits. An embedded database has one.
    pub(super) fn notify(self, news: &[News]) -> Option<Statement> {
        let (notify, values) = ("SELECT pg_notify($1, $2)", [CHANNEL.into(), payload(news).into()]);
        (self == Self::Postgres)
            .then(|| Statement::from_sql_and_values(self.backend(), notify, values))
    }

    /// What asks for a plan, and the column of the answer that holds it.
    pub(super) const fn explain(self) -> (&'static str, &'static str) {
        match self {
            Self::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
            Self::Postgres => ("EXPLAIN (COSTS OFF)", "QUERY PLAN"),
        }
    }

    /// Locks the selected rows until the transaction ends, save against those that only refer to
    /// them: the check of a foreign key waits for nobody, and so nobody waits in a circle with it.
    /// SQLite's writer is alone already.
    pub(super) fn lock(self, select: &mut SelectStatement) {
        if self == Self::Postgres {
            select.lock(LockType::NoKeyUpdate);
        }
    }

    /// Locks the selected rows, and leaves out those that somebody else has locked.
    pub(super) fn lock_free(self, select: &mut SelectStatement) {
        if self == Self::Postgres {
            select.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
    }

    /// A rule as a condition.
    pub(super) fn condition(self, rule: &Rule) -> Condition {
        match rule {
            Rule::Nothing => never(),
            Rule::Everything => Condition::all(),
            Rule::Rows(condition) => condition.clone(),
            Rule::Listed(column, list) => Condition::all().add(self.listed(column, list)),
            Rule::Any(rules) => {
                rules.iter().fold(Condition::any(), |any, rule| any.add(self.condition(rule)))
            }
            Rule::All(rules) => {
                rules.iter().fold(Condition::all(), |all, rule| all.add(self.condition(rule)))
            }
        }
    }

    /// `column` is in the list. PostgreSQL reads the list once, as an array: with IN a generic
    /// plan walks the whole table in the order of the page instead.
    fn listed(self, column: &ColumnName, list: &List) -> Expr {
        let mut values = Query::select();
        values.column(list.column.clone()).from(list.column.0.clone());
        values.cond_where(self.condition(&list.rule));
        self.is_among(Expr::col(column.clone()), values.take())
    }

    /// `value` is among those that `values` selects.
    pub(super) fn is_among(self, value: Expr, values: SelectStatement) -> Expr {
        match self {
            Self::Sqlite => value.in_subquery(values),
            Self::Postgres => Expr::cust_with_exprs(
                "$1 = ANY(ARRAY $2)",
                [value, Expr::SubQuery(None, Box::new(values.into()))],
            ),
        }
    }

    /// The month of an instant in Asia/Shanghai, `2026-11`.
    pub(super) fn month_of(self, instant: impl ColumnTrait) -> Expr {
        let month = match self {
            Self::Sqlite => "strftime('%Y-%m', ?, '+8 hours')",
            Self::Postgres => "to_char($1 AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')",
        };
        Expr::cust_with_exprs(month, [Expr::col(instant.as_column_ref())])
    }

    /// The newest rows of each parent, as one statement: LATERAL walks each parent's index on
    /// PostgreSQL, a window ranks the candidates on SQLite.
    pub(super) fn newest(self, children: Newest) -> SelectStatement {
        let Newest { mut rows, parent, parents, order: (column, direction), id, limit } = children;
        let mut all = Query::select();
        match self {
            Self::Postgres => {
                let (outer, row) = (Alias::new("parent").into_iden(), Alias::new("row"));
                rows.and_where(
                    Expr::col(parent).eq(Expr::col((outer.clone(), Alias::new("column1")))),
                );
                rows.order_by(column, direction.clone()).order_by(id, direction).limit(limit);
                all.column((row.clone(), Asterisk)).from_values(parents, outer).join_lateral(
                    JoinType::InnerJoin,
                    rows,
                    row,
                    Expr::val(true),
                );
            }
            Self::Sqlite => {
                let mut ranked = WindowStatement::partition_by(parent.clone());
                ranked.order_by(column, direction.clone()).order_by(id, direction);
                rows.and_where(Expr::col(parent).is_in(parents));
                rows.expr_window_as(Expr::cust("row_number()"), ranked.take(), Alias::new("place"));
                all.column(Asterisk)
                    .from_subquery(rows, Alias::new("row"))
                    .and_where(Expr::col(Alias::new("place")).lte(limit));
            }
        }
        all
    }

    /// Gives events of the outbox their places, in the order in which they were written: rows of one
    /// object are written one after the other, under its lock.
    pub(super) fn number_events(self) -> Statement {
        let written = match self {
            Self::Sqlite => "rowid",
            Self::Postgres => "arrival",
        };
        let sql = format!(
            "UPDATE outbox_event SET position = next.place FROM (
                SELECT id, (SELECT coalesce(max(position), 0) FROM outbox_event)
                    + row_number() OVER (ORDER BY {written}) AS place
                FROM (SELECT id, {written} FROM outbox_event WHERE position IS NULL
                    ORDER BY {written} LIMIT 1000) AS waiting) AS next
            WHERE outbox_event.id = next.id
            RETURNING outbox_event.id, at, topic, subject_kind, subject_id, actor_id, position,
                noticed_at"
        );
        Statement::from_string(self.backend(), sql)
    }

    /// `id` is among the entries of the index that fit.
    pub(super) fn found(self, id: impl ColumnTrait, query: &SearchQuery) -> Expr {
        use search_entry::Column;
        let terms = self.terms(&query.terms);
        let (fits, position) = match self {
            Self::Sqlite => {
                let mut places = Query::select();
                places
                    .column(Alias::new("rowid"))
                    .from(Alias::new("search_term"))
                    .and_where(Expr::cust_with_values("search_term MATCH ?", [terms]));
                (Expr::col(Alias::new("place")).in_subquery(places.take()), "instr(?, ?) > 0")
            }
            Self::Postgres => {
                let fits = "to_tsvector('simple'::regconfig, terms) @@ $1::tsquery";
                (Expr::cust_with_values(fits, [terms]), "strpos($1, $2) > 0")
            }
        };
        let mut entries = Query::select();
        let id_found = Column::Id.as_column_ref();
        entries.column(id_found.clone()).from(id_found.0).and_where(fits);
        for text in &query.exact {
            let folded = Expr::col(Column::Folded.as_column_ref());
            let text = Expr::val(text.as_str());
            entries.and_where(Expr::cust_with_exprs(position, [folded, text]));
        }
        self.is_among(Expr::col(id.as_column_ref()), entries.take())
    }

    /// Terms to look up, in the words of FTS5 or of `tsquery`. Terms are made of `a-z0-9`: nothing
    /// in them needs to be quoted.
    fn terms(self, terms: &Match) -> String {
        let (and, or, prefix) = match self {
            Self::Sqlite => (" AND ", " OR ", "*"),
            Self::Postgres => (" & ", " | ", ":*"),
        };
        let joined = |parts: &[Match], word: &str| {
            let parts: Vec<_> = parts.iter().map(|part| self.terms(part)).collect();
            format!("({})", parts.join(word))
        };
        match terms {
            Match::Prefix(start) => format!("{start}{prefix}"),
            Match::All(parts) => joined(parts, and),
            Match::Any(parts) => joined(parts, or),
        }
    }
}
