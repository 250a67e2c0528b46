//! What is to be said about one row of an imported file: why it was refused, or what is doubtful
//! about it. It repeats no personal value.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, import_run};

/// Whether the row landed all the same.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "ImportRemarkSeverity")]
pub enum Severity {
    /// The row did not land.
    Refusal,
    /// The row landed; somebody should look at it.
    Warning,
}

/// A row of `import_remark`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_remark")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The import.
    pub run_id: Id<import_run::Entity>,
    /// Whether the row landed all the same.
    pub severity: Severity,
    /// The row's number as a person sees it.
    pub row_number: i32,
    /// The heading as it stands in the file; empty when the whole row is meant.
    pub heading: String,
    /// The stable code of the reason.
    pub reason: String,
    /// One short Chinese sentence for the person who has to correct the file.
    pub words: String,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "imr";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
