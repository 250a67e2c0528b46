//! A liaison station 警企联络站: a local desk where police and firms meet, at a place, with
//! facilities.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};
use crate::{agency, text_list::TextList, town};

/// A row of `liaison_station`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_station")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// 名称, unique.
    pub name: String,
    /// The town it stands in.
    pub town_id: Id<town::Entity>,
    /// The agency that runs it.
    pub agency_id: Id<agency::Entity>,
    /// 地址.
    pub address: String,
    /// WGS84, degrees.
    pub latitude: f64,
    /// WGS84, degrees.
    pub longitude: f64,
    /// What there is at it.
    pub facilities: TextList,
    /// When it is open, in words.
    pub opening_hours: String,
    /// From which day on it is closed; none while it is open for good.
    pub closed_on: Option<Date>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "sta";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
