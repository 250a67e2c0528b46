//! An officer 民警 of an agency, with a home base from which distances count.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{agency, phone::Phone, town};

/// A row of `officer`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "officer")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// 警号, unique.
    pub badge_number: String,
    /// 姓名.
    pub name: String,
    /// 警衔.
    pub rank: String,
    /// The code of the branch 警种.
    pub branch: String,
    /// 所属单位.
    pub agency_id: Id<agency::Entity>,
    /// 驻地镇街.
    pub town_id: Id<town::Entity>,
    /// The work phone, which the directory shows.
    pub phone: Phone,
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
    const PREFIX: &'static str = "ofc";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
