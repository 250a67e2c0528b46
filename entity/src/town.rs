//! A town 镇街: a subdistrict, town or township of the county.

use sea_orm::entity::prelude::*;

use crate::text_list::TextList;
use crate::{Id, Prefixed};

/// A row of `town`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "town")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The division code, nine digits.
    pub code: String,
    /// 名称.
    pub name: String,
    /// 曾用名: old registers still use them.
    pub former_names: TextList,
    /// 主导产业.
    pub leading_industries: TextList,
    /// WGS84, degrees.
    pub latitude: f64,
    /// WGS84, degrees.
    pub longitude: f64,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "twn";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
