//! The name of an association, for those who may read that and no more: a view of `association`
//! with two columns and a reach of its own.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};

/// A row of `association`, as far as its name.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "association")]
pub struct Model {
    /// The association's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// 名称.
    pub name: String,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "asc";
}

impl From<Id<crate::association::Entity>> for Id<Entity> {
    fn from(id: Id<crate::association::Entity>) -> Self {
        Self::from_uuid(id.uuid())
    }
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
