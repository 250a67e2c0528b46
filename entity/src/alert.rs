//! An alert 预警: a warning that another platform pushed in, about a firm, a place or a case. It
//! holds nothing that tells who a person is.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{enterprise, service_request, town, user};

/// What an alert warns of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "AlertKind")]
pub enum Kind {
    /// 企业风险: something is wrong with a firm.
    EnterpriseRisk,
    /// 道路隐患: a place on a road is dangerous.
    RoadHazard,
    /// 执法办案瑕疵: a case is not handled as it should be.
    HandlingFlaw,
}

/// How much hangs on it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "AlertSeverity")]
pub enum Severity {
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 高.
    High,
}

/// Where an alert stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(24))",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[graphql(name = "AlertState")]
pub enum State {
    /// 待核查: it came in, nobody has it yet.
    Raised,
    /// 核查中: an officer is to look at it.
    Assigned,
    /// 属实: it is as the platform warned.
    Confirmed,
    /// 误报: it is not.
    FalseAlarm,
    /// 待查清: it cannot be told yet; it is assigned again.
    Unclear,
    /// 已反馈: the platform can read what was found.
    FedBack,
    /// 已关闭. Ends here.
    Closed,
}

/// A row of `alert`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "alert")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// What it warns of.
    pub kind: Kind,
    /// How much hangs on it.
    pub severity: Severity,
    /// Where it stands.
    pub state: State,
    /// One line.
    pub title: String,
    /// What is known.
    pub details: String,
    /// When what it warns of was noticed.
    pub occurred_at: DateTimeUtc,
    /// The firm it is about.
    pub enterprise_id: Option<Id<enterprise::Entity>>,
    /// The town it is in.
    pub town_id: Option<Id<town::Entity>>,
    /// Where that is, in words; may be empty.
    pub place: String,
    /// WGS84, degrees.
    pub latitude: Option<f64>,
    /// WGS84, degrees.
    pub longitude: Option<f64>,
    /// The request whose handling it is about.
    pub request_id: Option<Id<service_request::Entity>>,
    /// Who sent it.
    pub raised_by_id: Id<user::Entity>,
    /// What the sender calls it; unique for the sender. Machines always give one.
    pub source_key: Option<String>,
    /// Of what the sender sent under that key.
    pub digest: Vec<u8>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When it came in.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "alr";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
