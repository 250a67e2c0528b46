//! A branch 警种 of the police. Reference data: a row, not code.

use sea_orm::entity::prelude::*;

use crate::{Id, Prefixed};

/// A row of `branch`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "branch")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Id<Entity>,
    /// EXIT_ENTRY and the like; what other tables name.
    pub code: String,
    /// 出入境 and the like.
    pub name: String,
}

impl Prefixed for Entity {
    const PREFIX: &'static str = "brn";
}

/// No relation is declared: rows are joined by the typed ids above, within the viewer's reach.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
