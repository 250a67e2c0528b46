//! The name of an enterprise, for those who may read that and no more: a view of `enterprise`
//! with two columns and a reach of its own.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};

/// A row of `enterprise`, as far as its name.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "enterprise")]
pub struct Model {
    /// The enterprise's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// 企业名称.
    pub name: String,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "ent";
}

impl From<Id<crate::enterprise::Entity>> for Id<Entity> {
    fn from(id: Id<crate::enterprise::Entity>) -> Self {
        Self::from_uuid(id.uuid())
    }
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
