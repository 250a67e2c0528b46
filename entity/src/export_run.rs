//! One export of a list: which rows of it, for whom, how far it is, how it ended.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed, user};

/// A list that can be exported.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "ExportList")]
pub enum List {
    /// 企业.
    Enterprises,
    /// 民警.
    Officers,
    /// 行业协会.
    Associations,
    /// 单位.
    Agencies,
    /// 挂联.
    Assignments,
    /// 走访.
    Visits,
    /// 诉求.
    ServiceRequests,
    /// 上报.
    Escalations,
    /// 专班.
    TaskForces,
    /// 警企联络站.
    LiaisonStations,
    /// 在外警企联络室.
    LiaisonOffices,
    /// 自助一体机.
    Kiosks,
}

/// What kind of file an export is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "ExportFormat")]
pub enum Format {
    /// A workbook of one sheet.
    Xlsx,
    /// Comma-separated text: UTF-8 with a byte-order mark, lines that end in CR LF. A text that a
    /// spreadsheet would take for a formula has an apostrophe in front.
    Csv,
}

/// Where an export stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "ExportRunState")]
pub enum State {
    /// Rows are being written; there is no file yet.
    Running,
    /// The file is there.
    Done,
    /// There is no file.
    Failed,
}

/// A row of `export_run`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "export_run")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// Which list.
    pub list: List,
    /// What kind of file.
    pub format: Format,
    /// Which rows of the list in which order, as JSON text.
    pub filter: String,
    /// Where it stands.
    pub state: State,
    /// Whose it is, and within whose reach its rows were.
    pub started_by_id: Id<user::Entity>,
    /// Rows of the list when it began.
    pub rows_total: i32,
    /// Rows written, as last written down.
    pub rows_done: i32,
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
    const PREFIX: &'static str = "exp";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
