//! One import of a register: from which file, how far it is, what came of it.

use sea_orm::{FromJsonQueryResult, Iterable, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{Id, Prefixed, attachment, user};

/// One of the registers that can be imported.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "RegisterKind")]
pub enum RegisterKind {
    /// 镇街.
    Towns,
    /// 单位.
    Agencies,
    /// 民警.
    Officers,
    /// 企业.
    Enterprises,
    /// 运行机制.
    Mechanisms,
}

impl RegisterKind {
    /// Reads `towns`, `agencies`, `officers`, `enterprises` or `mechanisms`, in any case.
    pub fn parse(word: &str) -> Option<Self> {
        Self::iter().find(|kind| word.trim().eq_ignore_ascii_case(kind.as_str()))
    }

    /// The plural word that `parse` reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Towns => "towns",
            Self::Agencies => "agencies",
            Self::Officers => "officers",
            Self::Enterprises => "enterprises",
            Self::Mechanisms => "mechanisms",
        }
    }
}

/// Where an import stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "ImportRunState")]
pub enum State {
    /// Rows are being read and compared; nothing is written yet.
    Running,
    /// All good rows have landed, or would have in a dry run.
    Done,
    /// Nothing has landed.
    Failed,
}

/// The columns of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct FileColumns(pub Vec<FileColumn>);

/// One column of a file, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, async_graphql::SimpleObject)]
#[graphql(name = "ImportColumn")]
pub struct FileColumn {
    /// The heading as it stands in the file.
    pub heading: String,
    /// The register's usual heading for what it was taken for; null for a column that is not read.
    pub read_as: Option<String>,
}

/// A row of `import_run`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Which register.
    pub kind: RegisterKind,
    /// Whether it only tells what would happen.
    pub dry_run: bool,
    /// Where it stands.
    pub state: State,
    /// What the file was called.
    pub file_name: String,
    /// The file, unless it was read by a command on the server.
    pub attachment_id: Option<Id<attachment::Entity>>,
    /// Who started it, unless a command on the server did.
    pub started_by_id: Option<Id<user::Entity>>,
    /// Which column of the file was taken for what.
    pub file_columns: FileColumns,
    /// Rows below the header.
    pub rows_total: i32,
    /// Rows dealt with, as last written down.
    pub rows_done: i32,
    /// Rows that were new.
    pub created_rows: i32,
    /// Rows that changed what was known.
    pub updated_rows: i32,
    /// Rows that said what was known.
    pub unchanged_rows: i32,
    /// Rows that did not land.
    pub refused_rows: i32,
    /// Rows that landed with a warning.
    pub warned_rows: i32,
    /// Why it failed: a stable word.
    pub failure_code: Option<String>,
    /// Why it failed, in words.
    pub failure_words: Option<String>,
    /// When it began.
    pub started_at: DateTimeUtc,
    /// When it ended.
    pub finished_at: Option<DateTimeUtc>,
    /// Counts the changes.
    pub version: i32,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "imp";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
