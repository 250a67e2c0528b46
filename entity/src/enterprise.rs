//! An enterprise 企业: a firm of the county.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{credit_code::CreditCode, town};

/// A row of `enterprise`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "enterprise")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// 企业名称.
    pub name: String,
    /// 统一社会信用代码, unique.
    pub credit_code: CreditCode,
    /// 所属镇街.
    pub town_id: Id<town::Entity>,
    /// 行业, in the register's words.
    pub industry: String,
    /// 从业人员.
    pub employees: Option<i32>,
    /// Main business revenue of a year, CNY.
    pub revenue_cny: Option<i64>,
    /// 规上 in the last year known.
    pub above_scale: bool,
    /// The year that flag holds for.
    pub above_scale_year: Option<i32>,
    /// Who said so.
    pub above_scale_source: Option<String>,
    /// 地址.
    pub address: String,
    /// WGS84, degrees.
    pub latitude: Option<f64>,
    /// WGS84, degrees.
    pub longitude: Option<f64>,
    /// The surviving record, when this one was merged into it.
    pub merged_into_id: Option<Id<Entity>>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "ent";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
