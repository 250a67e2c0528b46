//! Which rows an actor sees: a rule that is data, never a select of its own.
//!
//! A feature says `nothing`, `everything`, `rows` by a condition, rows `listed` by another table,
//! or rows seen `through` their parent. How a rule becomes SQL is the dialect's business. Lists
//! are rendered as IN or ANY, never EXISTS: SQLite scans for that.

use std::marker::PhantomData;

use entity::scope::Area;
use sea_orm::{
    ColumnTrait, Condition, DynIden, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn,
    sea_query::{Expr, ExprTrait, IntoCondition},
};

use super::actor::Actor;

/// A table people can read: who sees and who edits which of its rows.
pub trait Visible: EntityTrait {
    /// The noun of a row, as actions and audit events name it: `visit`.
    const KIND: &'static str;
    /// The area whose scope a machine's key must hold to read it; none where everything within
    /// reach is the machine's own, or no secret.
    const AREA: Option<Area>;

    /// The rows this actor sees.
    fn reach(actor: &Actor) -> Reach<Self>;

    /// The rows this actor may change, of those seen; all of them unless said otherwise.
    fn editable(_actor: &Actor) -> Reach<Self> {
        Reach::everything()
    }
}

/// What the audit log keeps of a table. Every column stands in one of the three lists.
pub trait Recorded: EntityTrait {
    /// Columns whose values an event may hold.
    fn recorded() -> Vec<Self::Column>;

    /// Columns whose change is noted and whose value is not: secrets, phones, people's names.
    fn withheld() -> Vec<Self::Column>;

    /// Columns that are measured rather than decided: what changes in them alone is no event and
    /// no new version. A table that has no other columns leaves no events at all.
    fn measured() -> Vec<Self::Column> {
        Vec::new()
    }
}

/// Rows of `E` that somebody reaches.
#[derive(Clone, Debug)]
pub struct Reach<E> {
    pub(super) rule: Rule,
    table: PhantomData<fn() -> E>,
}

/// The rule of a reach, without its table's type.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    Nothing,
    Everything,
    Rows(Condition),
    Listed(ColumnName, List),
    Any(Vec<Rule>),
    All(Vec<Rule>),
}

pub(super) type ColumnName = (DynIden, DynIden);

/// The values of one column in the rows of another table that fit a condition.
#[derive(Clone, Debug)]
pub struct List {
    pub(super) column: ColumnName,
    pub(super) rule: Box<Rule>,
}

impl List {
    /// The values of `column` in the rows that fit `condition`.
    pub fn of<C: ColumnTrait>(column: C, condition: impl IntoCondition) -> Self {
        Self {
            column: column.as_column_ref(),
            rule: Box::new(Rule::Rows(condition.into_condition())),
        }
    }

    /// The values of `column` in the rows of which `key` is in another list.
    pub fn among<C: ColumnTrait>(column: C, key: C, list: Self) -> Self {
        Self {
            column: column.as_column_ref(),
            rule: Box::new(Rule::Listed(key.as_column_ref(), list)),
        }
    }

    /// The values of `column` in the rows whose parent, named by `key`, the actor sees.
    pub fn seen<P: Visible, C: EntityTrait>(
        column: C::Column,
        key: C::Column,
        actor: &Actor,
    ) -> Self {
        let rule = Reach::<C>::through::<P>(key, actor).rule;
        Self { column: column.as_column_ref(), rule: Box::new(rule) }
    }

    /// The values of `column` in the rows that the actor sees.
    pub fn visible<E: Visible>(column: E::Column, actor: &Actor) -> Self {
        Self::within(column, E::reach(actor))
    }

    /// The values of `column` in the rows of this reach.
    pub fn within<E: EntityTrait>(column: E::Column, reach: Reach<E>) -> Self {
        Self { column: column.as_column_ref(), rule: Box::new(reach.rule) }
    }

    /// As they are, of the rows that also fit a condition.
    #[must_use]
    pub fn that(self, condition: impl IntoCondition) -> Self {
        let rules = vec![*self.rule, Rule::Rows(condition.into_condition())];
        Self { column: self.column, rule: Box::new(Rule::All(rules)) }
    }
}

impl<E: EntityTrait> Reach<E> {
    fn from_rule(rule: Rule) -> Self {
        Self { rule, table: PhantomData }
    }

    /// No row.
    pub fn nothing() -> Self {
        Self::from_rule(Rule::Nothing)
    }

    /// Every row.
    pub fn everything() -> Self {
        Self::from_rule(Rule::Everything)
    }

    /// Everything if so, else nothing.
    pub fn everything_if(so: bool) -> Self {
        if so { Self::everything() } else { Self::nothing() }
    }

    /// These rows if so, else none.
    #[must_use]
    pub fn only_if(self, so: bool) -> Self {
        if so { self } else { Self::nothing() }
    }

    /// The rows that fit a condition on the table's own columns.
    pub fn rows(condition: impl IntoCondition) -> Self {
        Self::from_rule(Rule::Rows(condition.into_condition()))
    }

    /// The rows whose column holds this id; none where the actor has no such id.
    pub fn owned<V: Into<sea_orm::Value>>(column: E::Column, id: Option<V>) -> Self {
        id.map_or_else(Self::nothing, |id| Self::rows(column.eq(id)))
    }

    /// The rows whose `column` is in the list.
    pub fn listed(column: E::Column, list: List) -> Self {
        Self::from_rule(Rule::Listed(column.as_column_ref(), list))
    }

    /// The rows whose parent, named by `column`, the actor sees. A parent seen by a list on its
    /// own id collapses into that list, so that no hop costs a join.
    pub fn through<P: Visible>(column: E::Column, actor: &Actor) -> Self {
        Self::under(column, P::reach(actor))
    }

    /// The rows whose parent, named by `column`, is of this reach: for a child that fewer see than
    /// its parent.
    pub fn under<P: EntityTrait>(column: E::Column, parent: Reach<P>) -> Self {
        let id = primary_key::<P>().as_column_ref();
        Self::from_rule(parent.rule.seen_through(column.as_column_ref(), &id))
    }

    /// The rows of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::from_rule(match (self.rule, other.rule) {
            (Rule::Everything, _) | (_, Rule::Everything) => Rule::Everything,
            (Rule::Nothing, rule) | (rule, Rule::Nothing) => rule,
            (Rule::Any(mut rules), rule) => {
                rules.push(rule);
                Rule::Any(rules)
            }
            (first, second) => Rule::Any(vec![first, second]),
        })
    }

    /// Those of them that also fit a condition.
    #[must_use]
    pub fn that(self, condition: impl IntoCondition) -> Self {
        let condition = Rule::Rows(condition.into_condition());
        Self::from_rule(match self.rule {
            Rule::Nothing => Rule::Nothing,
            Rule::Everything => condition,
            rule => Rule::All(vec![rule, condition]),
        })
    }

    /// The reach in words, for the page of rights.
    pub fn describe(&self) -> String {
        self.rule.describe()
    }

    /// Whether no rule is needed at all.
    pub fn is_everything(&self) -> bool {
        matches!(self.rule, Rule::Everything)
    }

    /// Whether no row can fit.
    pub fn is_nothing(&self) -> bool {
        matches!(self.rule, Rule::Nothing)
    }
}

impl Rule {
    fn describe(&self) -> String {
        let join = |rules: &[Self], word: &str| {
            rules.iter().map(Self::describe).collect::<Vec<_>>().join(word)
        };
        match self {
            Self::Nothing => "-".to_owned(),
            Self::Everything => "all".to_owned(),
            Self::Rows(_) => "own".to_owned(),
            Self::Listed((_, column), list) => {
                let (table, wanted) = &list.column;
                format!("{column} in {table}.{wanted} ({})", list.rule.describe())
            }
            Self::Any(rules) => join(rules, " or "),
            Self::All(rules) => join(rules, " and "),
        }
    }

    fn seen_through(self, child: ColumnName, parent_id: &ColumnName) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Everything => Self::Everything,
            Self::Listed(column, list) if same(&column, parent_id) => Self::Listed(child, list),
            Self::Any(rules) => Self::Any(
                rules.into_iter().map(|rule| rule.seen_through(child.clone(), parent_id)).collect(),
            ),
            rule @ (Self::Rows(_) | Self::Listed(..) | Self::All(_)) => {
                Self::Listed(child, List { column: parent_id.clone(), rule: Box::new(rule) })
            }
        }
    }
}

fn same(a: &ColumnName, b: &ColumnName) -> bool {
    a.0.to_string() == b.0.to_string() && a.1.to_string() == b.1.to_string()
}

/// Whether the table holds anything that is worth an event.
pub(super) fn leaves_events<E: Recorded>() -> bool {
    !(E::recorded().is_empty() && E::withheld().is_empty())
}

/// Whether this column is measured.
pub(super) fn is_measured<E: Recorded>(column: E::Column) -> bool {
    E::measured().iter().any(|measured| measured.as_str() == column.as_str())
}

/// The one primary key column of a table.
pub(super) fn primary_key<E: EntityTrait>() -> E::Column {
    E::PrimaryKey::iter()
        .next()
        .map(PrimaryKeyToColumn::into_column)
        .expect("every table has a primary key")
}

/// The column of that name, if the table has one.
pub(super) fn column_named<E: EntityTrait>(name: &str) -> Option<E::Column> {
    E::Column::iter().find(|column| column.as_str() == name)
}

/// A condition no row fits.
pub(super) fn never() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}
