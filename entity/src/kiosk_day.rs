//! How many people were served at a kiosk on one day, by kind of document: a roll-up that each
//! heartbeat adds to.

use sea_orm::entity::prelude::*;

use crate::kiosk;
use crate::{Id, Prefixed};

/// A row of `kiosk_day`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "kiosk_day")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// The kiosk.
    pub kiosk_id: Id<kiosk::Entity>,
    /// The day in Asia/Shanghai.
    pub day: Date,
    /// The kind of document, one of the kiosk's services.
    pub kind: String,
    /// How many.
    pub count: i32,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "kda";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
