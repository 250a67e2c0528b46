//! A liaison office 在外警企联络室: a remote office for the county's merchants elsewhere, run with the
//! federation of commerce and the police there.

use sea_orm::entity::prelude::*;

use crate::agency;
use crate::{Id, Prefixed};

/// A row of `liaison_office`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "liaison_office")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// 名称, unique.
    pub name: String,
    /// GB/T 2260 code of the city it is in.
    pub division: String,
    /// 地址.
    pub address: String,
    /// WGS84, degrees.
    pub latitude: f64,
    /// WGS84, degrees.
    pub longitude: f64,
    /// The agency that it is: its people have this one as their home.
    pub agency_id: Id<agency::Entity>,
    /// Since when it is open.
    pub opened_on: Date,
    /// From which day on it is closed; none while it is open for good.
    pub closed_on: Option<Date>,
    /// Counts the changes; an update must name the one it saw.
    pub version: i32,
    /// When the row was made.
    pub created_at: DateTimeUtc,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "lof";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
